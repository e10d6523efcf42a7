import HTTPWire
import JSONDocument
import ReferenceService
import Testing

extension ServiceHarness {
  /// Runs a test with further accounts: `viewer` without scopes, `support` and `tenantless` without a tenant.
  static func runWithEveryAccount(defects: [String] = [], _ body: @Sendable (ServiceHarness) async throws -> Void) async throws {
    var setup = Setup(defects: defects)
    setup.configure = { configuration in
      configuration.identity.accounts += [
        BootstrapAccount(id: "viewer", secret: secret, tenantID: "tenant-a", roles: [.viewer], scopes: []),
        BootstrapAccount(id: "support", secret: secret, tenantID: nil, roles: [.support], scopes: ["*"]),
        BootstrapAccount(id: "tenantless", secret: secret, tenantID: nil, roles: [.member], scopes: ["*"]),
      ]
    }
    try await run(setup, body)
  }

  /// The header of an access token for an account by its id.
  func authorization(id: String) async throws -> WireHeaders {
    let answer = try await post("/v1/auth/token", #"{"account_id":"\#(id)","secret":"\#(Self.secret)"}"#, headers: [])
    return ["Authorization": "Bearer \(try #require(answer.json["access_token"]?.string))"]
  }

  /// The bare answer to one request.
  func send(_ method: String, _ target: String, headers: WireHeaders = [], body: String = "") async throws -> WireResponse {
    try await client.send(WireRequest(method: method, target: target, headers: headers, body: Array(body.utf8)))
  }
}
