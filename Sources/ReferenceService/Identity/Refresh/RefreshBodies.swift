/// `RefreshRequest` of the contract.
struct RefreshRequestBody: Decodable {
  static let lengths = 1...8_192

  let refreshToken: String

  enum CodingKeys: String, CodingKey, CaseIterable { case refreshToken = "refresh_token" }

  init(from decoder: any Decoder) throws {
    refreshToken = try decoder.closedContainer(keyedBy: CodingKeys.self).decode(String.self, forKey: .refreshToken)
  }
}

/// `TokenPair` of the contract.
struct TokenPairBody: Encodable {
  let accessToken: String
  let tokenType = "Bearer"
  let expiresIn: Int64
  let scope: String
  let refreshToken: String
  let refreshExpiresIn: Int64

  enum CodingKeys: String, CodingKey {
    case scope
    case accessToken = "access_token"
    case tokenType = "token_type"
    case expiresIn = "expires_in"
    case refreshToken = "refresh_token"
    case refreshExpiresIn = "refresh_expires_in"
  }

  init(_ pair: RefreshTokens.Pair) {
    accessToken = pair.access.token
    expiresIn = pair.access.lifetime.components.seconds
    scope = pair.access.scope
    refreshToken = pair.refresh
    refreshExpiresIn = pair.refreshLifetime.components.seconds
  }
}
