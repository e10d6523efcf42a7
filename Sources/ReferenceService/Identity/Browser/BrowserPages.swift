import HTTPTypes

/// The pages for people: one that only shows itself to whoever has a session, and the one that the others are sent to.
struct BrowserPages: Sendable {
  let parts: IdentityParts

  var routes: [Route] {
    [
      Route(.get, "/account", operationID: "showAccountPage", access: .open, handler: account),
      Route(.get, "/login", operationID: "showLoginPage", access: .open, handler: login),
    ]
  }

  private func account(_ request: ServiceRequest) async throws -> ServiceResponse {
    guard let caller = try await caller(of: request) else {
      return Self.redirect(to: "/login?return_to=\(PercentEncoding.encode(request.path))")
    }
    let subject = HTMLPage.escape(caller.subject)
    return HTMLPage.response(title: "Account", body: "<p>Logged in as <b>\(subject)</b> in \(HTMLPage.escape(caller.tenantID)).</p>")
  }

  private func login(_ request: ServiceRequest) async throws -> ServiceResponse {
    let asked = request.query.filter { $0.name == "return_to" }.map(\.value)
    let path = parts.returnPaths.path(asked.count == 1 ? asked[0] : nil)
    if try await caller(of: request) != nil { return Self.redirect(to: path) }
    let link = HTMLPage.escape(path)
    return HTMLPage.response(
      title: "Log in", body: "<p>Log in with POST /v1/browser/login, then go on to <a href=\"\(link)\">\(link)</a>.</p>")
  }

  /// Nil for whoever is nobody here.
  private func caller(of request: ServiceRequest) async throws -> Principal? {
    do { return try await parts.authenticator.authenticate(request) } catch let refusal as ServiceError
      where refusal.status == .unauthorized
    { return nil }
  }

  private static func redirect(to path: String) -> ServiceResponse {
    ServiceResponse(status: .seeOther, headers: [.location: path])
  }
}
