/// Keeps the signing keys of the service, in one document that is replaced as a whole.
public protocol KeyStoring: Sendable {
  /// What it is called in messages; never a secret.
  var place: String { get }
  /// How long after a read the keys are used without another.
  var freshFor: Duration { get }

  /// The document as it is now; nil where none was ever written.
  /// - Throws: ``KeyStoreProblem``: what cannot be read is never taken for nothing.
  func read() async throws -> StoredKeyDocument?

  /// Replaces the document, for every reader in one step, if it is still the one of that revision.
  /// - Parameter revision: of the document that was read; nil for none.
  /// - Returns: Whether it was replaced.
  /// - Throws: ``KeyStoreProblem``.
  func replace(_ bytes: [UInt8], revision: String?) async throws -> Bool
}

/// The bytes of a key store and which they are.
public struct StoredKeyDocument: Sendable, Equatable {
  public var bytes: [UInt8]
  public var revision: String

  public init(bytes: [UInt8], revision: String) {
    self.bytes = bytes
    self.revision = revision
  }
}

/// Why keys could not be read or written; never says what they are.
public enum KeyStoreProblem: Error, Sendable, Equatable, CustomStringConvertible {
  case unreadable(String, reason: String)
  case damaged(String, reason: String)
  /// Others than its owner may read it.
  case exposed(String, mode: String)
  case unwritable(String, reason: String)
  /// Too many changed it at the same time.
  case contended(String)

  public var description: String {
    switch self {
    case .unreadable(let place, let reason):
      "The key store \(place) cannot be read: \(reason). See that it is there and that this service may read it."
    case .damaged(let place, let reason):
      "The key store \(place) is damaged: \(reason). Restore it; removing it makes new keys and ends every token."
    case .exposed(let place, let mode): "The key store \(place) has the mode \(mode), so that others can read it. Make it 0600 and rotate."
    case .unwritable(let place, let reason): "The key store \(place) cannot be written: \(reason). See that this service may write there."
    case .contended(let place): "The key store \(place) is being changed by too many at once. Try again."
    }
  }
}
