/// A service account as the store keeps it.
struct Account: Sendable, Equatable {
  var id: String
  /// The scrypt hash of the secret in PHC form.
  var secretHash: String
  var tenantID: String?
  var roles: [Role]
  var scopes: [String]
  var status: AccountStatus = .active

  /// What audit entries and tokens call it.
  var subject: String { "service:\(id)" }
}
