/// `TokenRequest` of the contract.
struct TokenRequestBody: Decodable {
  let accountID: String
  let secret: String
  let scope: String?
  let nonce: RequestNonce?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case secret, scope, nonce
    case accountID = "account_id"
    case nonceExpiresAt = "nonce_expires_at"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.closedContainer(keyedBy: CodingKeys.self)
    accountID = try values.decode(String.self, forKey: .accountID)
    secret = try values.decode(String.self, forKey: .secret)
    scope = try values.optional(String.self, forKey: .scope)
    nonce = try RequestNonce(
      text: try values.optional(String.self, forKey: .nonce),
      expiresAtSeconds: try values.optional(Int64.self, forKey: .nonceExpiresAt))
  }
}

/// `TokenResponse` of the contract.
struct TokenResponseBody: Encodable {
  let accessToken: String
  let tokenType = "Bearer"
  let expiresIn: Int64
  let scope: String

  enum CodingKeys: String, CodingKey {
    case scope
    case accessToken = "access_token"
    case tokenType = "token_type"
    case expiresIn = "expires_in"
  }

  init(_ issued: AccessTokenIssuer.Issued) {
    accessToken = issued.token
    expiresIn = issued.lifetime.components.seconds
    scope = issued.scope
  }
}

/// `Caller` of the contract.
struct CallerBody: Encodable {
  let subject: String
  let tenantID: String
  let role: Role
  let scopes: [String]
  let tokenID: String

  enum CodingKeys: String, CodingKey {
    case subject, role, scopes
    case tenantID = "tenant_id"
    case tokenID = "token_id"
  }

  init(_ principal: Principal) {
    subject = principal.subject
    tenantID = principal.tenantID
    role = principal.role
    scopes = principal.scopes.sorted()
    tokenID = principal.tokenID
  }
}

/// `KeyRotation` of the contract.
struct RotationBody: Encodable {
  let activeKeyID: String
  let nextKeyID: String
  let retiredKeyID: String

  enum CodingKeys: String, CodingKey {
    case activeKeyID = "active_key_id"
    case nextKeyID = "next_key_id"
    case retiredKeyID = "retired_key_id"
  }
}
