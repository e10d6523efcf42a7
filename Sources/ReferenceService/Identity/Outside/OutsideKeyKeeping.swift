/// Keeps the keys of another issuer.
public protocol OutsideKeyKeeping: Sendable {
  /// The key of that id; nil for one that is not trusted.
  func key(id: String) async -> OutsideKey?
  /// Fetches the keys at once, however fresh those are that are there.
  /// - Returns: The ids of all keys that are trusted now.
  /// - Throws: ``KeySetProblem``; the keys of before stay then.
  func refresh() async throws -> [String]
  /// The ids of all keys that are trusted now.
  func trusted() -> [String]
}
