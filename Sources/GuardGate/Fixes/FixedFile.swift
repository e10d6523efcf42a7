/// A file as it is and as its fixes leave it.
public struct FixedFile: Sendable {
  /// Relative to the root of the repository.
  public let path: String
  public let before: [UInt8]
  public internal(set) var after: [UInt8]
  /// Findings that go.
  public internal(set) var count = 0

  init(path: String, before: [UInt8]) {
    (self.path, self.before, after) = (path, before, before)
  }

  /// The change as a unified diff, which `git apply` takes where the file is UTF-8.
  public var diff: String { UnifiedDiff(path: path, before: before, after: after).text }
}
