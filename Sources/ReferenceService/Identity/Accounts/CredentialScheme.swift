/// How a stored secret was hashed.
public enum CredentialScheme: Sendable, Hashable {
  /// scrypt, in PHC form.
  case current(String)
  /// bcrypt, of accounts that were moved here from elsewhere and have not logged in since.
  case bcrypt(String)
  /// SHA-256 over the salt followed by the secret, of accounts that have not logged in since.
  case legacy(digest: String, salt: String)
}

/// Tells the schemes apart.
public protocol CredentialSchemeReading: Sendable {
  /// - Returns: Nil for what is neither, which never matches anything.
  func scheme(ofHash hash: String, salt: String?) -> CredentialScheme?
}

/// By their very form: `$` begins the current one and bcrypt, the legacy one is 64 lower-case hexadecimal digits beside a salt.
public struct ExactSchemes: CredentialSchemeReading {
  public init() {}

  public func scheme(ofHash hash: String, salt: String?) -> CredentialScheme? {
    if hash.utf8.first == UInt8(ascii: "$") {
      guard salt == nil else { return nil }
      return hash.hasPrefix("$2") ? .bcrypt(hash) : .current(hash)
    }
    guard let salt, !salt.isEmpty, hash.utf8.count == 64, hash.utf8.allSatisfy(Self.isLowerHex) else { return nil }
    return .legacy(digest: hash, salt: salt)
  }

  private static func isLowerHex(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}
