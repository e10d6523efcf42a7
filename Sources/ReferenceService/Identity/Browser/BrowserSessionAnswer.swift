import HTTPTypes

/// `BrowserSession` of the contract: what a script may know of a session, which is no token.
struct BrowserSessionBody: Encodable {
  let expiresIn: Int64
  let refreshExpiresIn: Int64
  let scope: String

  enum CodingKeys: String, CodingKey {
    case scope
    case expiresIn = "expires_in"
    case refreshExpiresIn = "refresh_expires_in"
  }

  init(_ pair: RefreshTokens.Pair) {
    expiresIn = pair.access.lifetime.components.seconds
    refreshExpiresIn = pair.refreshLifetime.components.seconds
    scope = pair.access.scope
  }
}

/// Hands a pair of tokens to a browser, in cookies.
struct BrowserSessionAnswer: Sendable {
  let cookies: SessionCookies
  let guarding: BrowserGuard
  let clock: any ServiceClock

  func begun(_ pair: RefreshTokens.Pair) throws -> ServiceResponse { handing(pair, in: try .json(BrowserSessionBody(pair))) }

  /// Adds the cookies of a pair and the anti-forgery token of its login.
  func handing(_ pair: RefreshTokens.Pair, in response: ServiceResponse) -> ServiceResponse {
    var response = response
    for field in cookies.fields(for: pair, at: clock.now()) { response.headers.append(field) }
    response.headers[.csrfToken] = guarding.token(of: pair.familyID)
    return response
  }

  func ended() -> ServiceResponse {
    var response = ServiceResponse(status: .noContent)
    for field in cookies.removal { response.headers.append(field) }
    return response
  }
}
