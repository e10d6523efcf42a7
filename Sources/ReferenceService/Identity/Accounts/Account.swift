/// A service account as the store keeps it.
struct Account: Sendable, Equatable {
  var id: String
  /// The hash of the secret, in one of two schemes.
  var secretHash: String
  /// The salt of the legacy scheme.
  var legacySalt: String?
  var tenantID: String?
  var roles: [Role]
  var scopes: [String]
  var status: AccountStatus = .active
  /// As it was written; unique whatever its case.
  var email: String?

  /// What audit entries and tokens call it.
  var subject: String { "service:\(id)" }
}
