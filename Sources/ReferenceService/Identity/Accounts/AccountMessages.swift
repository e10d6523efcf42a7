/// `AccountCreation` of the contract.
struct AccountCreationBody: Decodable {
  let accountID: String
  let secret: String
  let role: Role
  let scopes: [String]
  let email: String?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case secret, role, scopes, email
    case accountID = "account_id"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.closedContainer(keyedBy: CodingKeys.self)
    accountID = try values.decode(String.self, forKey: .accountID)
    secret = try PasswordPolicy.checked(try values.decode(String.self, forKey: .secret), "secret")
    role = try values.optional(Role.self, forKey: .role) ?? .viewer
    scopes = try values.optional([String].self, forKey: .scopes) ?? []
    email = try values.optional(String.self, forKey: .email)
    guard AccountID.isValid(accountID) else { throw RequestBodyProblem.wrongValue(field: "account_id") }
    guard email.map(EmailAddress.isValid) ?? true else { throw RequestBodyProblem.wrongValue(field: "email") }
    guard scopes.count <= 32, scopes.allSatisfy(Self.isScope) else { throw RequestBodyProblem.wrongValue(field: "scopes") }
  }

  /// Lower-case words with colons between them.
  private static func isScope(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: ":") }
  }
}

/// `AccountStatusChange` of the contract.
struct AccountStatusBody: Decodable {
  let status: AccountStatus

  enum CodingKeys: String, CodingKey, CaseIterable { case status }

  init(from decoder: any Decoder) throws {
    status = try decoder.closedContainer(keyedBy: CodingKeys.self).decode(AccountStatus.self, forKey: .status)
    guard status != .pending else { throw RequestBodyProblem.wrongValue(field: "status") }
  }
}

/// `Account` of the contract.
struct AccountBody: Encodable {
  let accountID: String
  /// `pending`, `active`, `disabled` or `locked`.
  let status: String
  let tenantID: String
  let role: Role
  let scopes: [String]
  /// Whether somebody asks for another secret.
  let isResetRequested: Bool
  /// Left out where the account has none.
  let email: String?

  enum CodingKeys: String, CodingKey {
    case status, role, scopes, email
    case accountID = "account_id"
    case tenantID = "tenant_id"
    case isResetRequested = "reset_requested"
  }

  init(_ account: Account, tenantID: String, isLocked: Bool, isResetRequested: Bool) {
    self.isResetRequested = isResetRequested
    accountID = account.id
    status = isLocked && account.status == .active ? "locked" : account.status.rawValue
    self.tenantID = tenantID
    role = account.roles.max() ?? .viewer
    scopes = account.scopes.sorted()
    email = account.email
  }
}
