/// `PasswordChange` of the contract.
struct PasswordChangeBody: Decodable {
  let current: String
  let new: String

  enum CodingKeys: String, CodingKey, CaseIterable {
    case current = "current_secret"
    case new = "new_secret"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.closedContainer(keyedBy: CodingKeys.self)
    current = try values.decode(String.self, forKey: .current)
    new = try PasswordPolicy.checked(try values.decode(String.self, forKey: .new), "new_secret")
  }
}

/// `PasswordResetRequest` of the contract.
struct ResetRequestBody: Decodable {
  let accountID: String

  enum CodingKeys: String, CodingKey, CaseIterable { case accountID = "account_id" }

  init(from decoder: any Decoder) throws {
    accountID = try decoder.closedContainer(keyedBy: CodingKeys.self).decode(String.self, forKey: .accountID)
    guard AccountID.isValid(accountID) else { throw RequestBodyProblem.wrongValue(field: "account_id") }
  }
}

/// `PasswordReset` of the contract.
struct ResetBody: Decodable {
  let token: String
  let new: String

  enum CodingKeys: String, CodingKey, CaseIterable {
    case token = "reset_token"
    case new = "new_secret"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.closedContainer(keyedBy: CodingKeys.self)
    token = try values.decode(String.self, forKey: .token)
    guard (1...256).contains(token.unicodeScalars.count) else { throw RequestBodyProblem.wrongValue(field: "reset_token") }
    new = try PasswordPolicy.checked(try values.decode(String.self, forKey: .new), "new_secret")
  }
}

/// `ResetToken` of the contract.
struct ResetTokenBody: Encodable {
  let token: String
  let expiresIn: Int

  enum CodingKeys: String, CodingKey {
    case token = "reset_token"
    case expiresIn = "expires_in"
  }
}
