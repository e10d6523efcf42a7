import JWTKit

/// The claims of an access token: a closed set, each required unless it says so.
public struct AccessTokenClaims: JWTPayload, Equatable {
  public var issuer: String
  public var audience: String
  /// `service:<id>` or `user:<id>`.
  public var subject: String
  /// Absent for an account without a tenant.
  public var tenantID: String?
  public var roles: [String]
  /// Scope names, separated by single spaces (RFC 8693 section 4.2).
  public var scope: String
  /// `access` or `refresh`.
  public var tokenUse: String
  /// The login that the token descends from; absent for an access token that cannot be refreshed.
  public var familyID: String?
  public var tokenID: String
  /// Seconds since the epoch.
  public var issuedAt: Int64
  public var notBefore: Int64
  public var expiresAt: Int64

  enum CodingKeys: String, CodingKey, CaseIterable {
    case roles, scope
    case issuer = "iss"
    case audience = "aud"
    case subject = "sub"
    case tenantID = "tenant_id"
    case tokenUse = "token_use"
    case familyID = "sid"
    case tokenID = "jti"
    case issuedAt = "iat"
    case notBefore = "nbf"
    case expiresAt = "exp"
  }

  /// The claims are checked by ``AccessTokenVerifier``, which has the clock; a signature alone proves nothing here.
  public func verify(using algorithm: some JWTAlgorithm) async throws {}
}

extension AccessTokenClaims {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.closedContainer(keyedBy: CodingKeys.self)
    self.init(
      issuer: try values.decode(String.self, forKey: .issuer), audience: try values.decode(String.self, forKey: .audience),
      subject: try values.decode(String.self, forKey: .subject), tenantID: try values.decodeIfPresent(String.self, forKey: .tenantID),
      roles: try values.decode([String].self, forKey: .roles), scope: try values.decode(String.self, forKey: .scope),
      tokenUse: try values.decode(String.self, forKey: .tokenUse), familyID: try values.decodeIfPresent(String.self, forKey: .familyID),
      tokenID: try values.decode(String.self, forKey: .tokenID),
      issuedAt: try values.decode(Int64.self, forKey: .issuedAt), notBefore: try values.decode(Int64.self, forKey: .notBefore),
      expiresAt: try values.decode(Int64.self, forKey: .expiresAt))
  }
}
