/// A service account that the configuration brings along.
public struct BootstrapAccount: Sendable {
  public let id: String
  /// The client secret; the store keeps only its scrypt hash.
  public let secret: String
  /// The tenant of its tokens; nil for an account without one. Only a support account without a tenant may act, in a tenant that it names.
  public let tenantID: String?
  public let roles: [Role]
  public let scopes: [String]
  /// What the store gets instead of a hash of the secret, where it was hashed already.
  public var secretHash: String?

  public init(id: String, secret: String, tenantID: String?, roles: [Role], scopes: [String]) {
    self.id = id
    self.secret = secret
    self.tenantID = tenantID
    self.roles = roles
    self.scopes = scopes
  }

  func problems() -> [ConfigurationProblem] {
    let setting = "identity.accounts.\(id)"
    var found: [ConfigurationProblem] = []
    if !AccountID.isValid(id) {
      found.append(.init("identity.accounts", "has an id that is not valid.", remedy: "Use 1 to 64 of a-z, 0-9 and '-'."))
    }
    if secret.utf8.count < 16 { found.append(.init(setting, "has a secret that is too short.", remedy: "Use at least 16 bytes.")) }
    if let tenantID, !TenantID.isValid(tenantID) {
      found.append(.init(setting, "has a tenant that is not valid.", remedy: "Use 1 to 64 of a-z, 0-9 and '-'."))
    }
    if roles.isEmpty { found.append(.init(setting, "has no role.", remedy: "Give at least one.")) }
    return found
  }
}

/// The shape of an account's id.
enum AccountID {
  static func isValid(_ text: String) -> Bool { Slug.isValid(text) }
}

/// The shape of a tenant's id.
enum TenantID {
  static func isValid(_ text: String) -> Bool { Slug.isValid(text) }
}

/// 1 to 64 lower-case letters, digits and hyphens, without a hyphen at the start.
private enum Slug {
  static func isValid(_ text: String) -> Bool {
    guard (1...64).contains(text.utf8.count), !text.hasPrefix("-") else { return false }
    return text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "-")
    }
  }
}
