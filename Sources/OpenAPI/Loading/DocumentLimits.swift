/// How much of a document is read before it is refused.
public struct DocumentLimits: Sendable, Hashable {
  /// Size of the file in bytes.
  public var bytes: Int
  /// Nesting.
  public var depth: Int
  /// Values after aliases are expanded, so that a small YAML file can't become a huge tree.
  public var values: Int

  public init(bytes: Int = 32 << 20, depth: Int = 200, values: Int = 2_000_000) {
    (self.bytes, self.depth, self.values) = (bytes, depth, values)
  }
}
