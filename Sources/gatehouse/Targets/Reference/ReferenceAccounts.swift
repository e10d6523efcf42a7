import Cryptography
import ReferenceService

/// The accounts that the gates call the reference service with. Their secrets are made up for each run.
struct ReferenceAccounts: Sendable {
  struct Entry: Sendable {
    var identity: String
    var account: BootstrapAccount
  }

  /// The identity that may do the most.
  static let defaultIdentity = "admin"
  /// An identity whose token has expired.
  static let expiredIdentity = "expired"

  let entries: [Entry]

  /// - Throws: `CryptographyError` when the system has no randomness.
  init() throws {
    func entry(_ identity: String, tenant: String?, _ role: Role, scopes: [String] = ["*"]) throws -> Entry {
      let secret = Hex.encode(try SecureRandom.bytes(16))
      let id = identity.replacing("_", with: "-")
      return Entry(identity: identity, account: BootstrapAccount(id: id, secret: secret, tenantID: tenant, roles: [role], scopes: scopes))
    }
    entries = [
      try entry(Self.defaultIdentity, tenant: "tenant-a", .admin),
      try entry("member", tenant: "tenant-a", .member),
      try entry("viewer", tenant: "tenant-a", .viewer),
      try entry("unscoped", tenant: "tenant-a", .member, scopes: ["nothing:read"]),
      try entry("other_tenant", tenant: "tenant-b", .admin),
      try entry("no_tenant", tenant: nil, .member),
      try entry("support", tenant: nil, .support),
    ]
  }

  var accounts: [BootstrapAccount] { entries.map(\.account) }
}
