/// How much of a document is read before it is refused.
public struct DocumentLimits: Sendable, Hashable {
  /// Size of each file in bytes.
  public var bytes: Int
  /// Nesting.
  public var depth: Int
  /// Values after aliases are expanded, so that a small YAML file can't become a huge tree.
  public var values: Int
  /// How many other files references may lead to.
  public var files: Int
  /// Size of all other files together in bytes.
  public var allBytes: Int

  public init(bytes: Int = 32 << 20, depth: Int = 200, values: Int = 2_000_000, files: Int = 500, allBytes: Int = 64 << 20) {
    (self.bytes, self.depth, self.values, self.files, self.allBytes) = (bytes, depth, values, files, allBytes)
  }
}
