/// What a cryptographic operation can fail with.
public enum CryptographyError: Error, Equatable, Sendable {
  /// OpenSSL refused; `operation` is the call, `message` is what OpenSSL said (or that it said nothing).
  case library(operation: String, message: String)
  /// An input has a length that the algorithm does not allow; lengths are bytes.
  case invalidLength(what: String, expected: String, actual: Int)
  /// A parameter lies outside the range that the algorithm or this library's bounds allow.
  case invalidParameter(what: String, reason: String)
  /// Authenticated data did not verify: wrong key, wrong nonce, or changed data. Says no more, on purpose.
  case authenticationFailed
  /// Text is not a valid encoding; `offset` counts bytes from the start.
  case invalidEncoding(format: String, offset: Int)
}

extension CryptographyError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .library(let operation, let message):
      "OpenSSL's \(operation) failed: \(message)"
    case .invalidLength(let what, let expected, let actual):
      "The \(what) has \(actual) bytes, but must have \(expected); pass one of that length."
    case .invalidParameter(let what, let reason):
      "The parameter \(what) cannot be used: \(reason)."
    case .authenticationFailed:
      "The data did not authenticate: the key, the nonce, the associated data or the ciphertext is not what was sealed."
    case .invalidEncoding(let format, let offset):
      "The text is not valid \(format): see the character at byte \(offset)."
    }
  }
}
