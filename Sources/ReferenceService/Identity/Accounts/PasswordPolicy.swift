/// What a secret that somebody chooses has to be like. `contracts/documents/accounts.md` tells users.
enum PasswordPolicy {
  /// In characters.
  static let minimumLength = 12
  static let maximumLength = 256

  /// - Throws: A 400 that names the field.
  static func checked(_ secret: String, _ field: String) throws -> String {
    guard (minimumLength...maximumLength).contains(secret.unicodeScalars.count) else { throw RequestBodyProblem.wrongValue(field: field) }
    return secret
  }
}
