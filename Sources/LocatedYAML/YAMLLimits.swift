/// How much of a YAML text is read before it is refused.
public struct YAMLLimits: Sendable, Hashable {
  /// Size of the text in bytes.
  public var bytes: Int
  /// Deepest nesting of sequences and mappings, aliases expanded; never more than ``deepestPossible``.
  public var depth: Int
  /// Values after aliases are expanded, so that a small text can't become a huge tree.
  public var values: Int

  /// Values are released and walked recursively, so that deeper ones could exhaust a thread's stack.
  public static let deepestPossible = 1_000

  public init(bytes: Int = 32 << 20, depth: Int = 200, values: Int = 2_000_000) {
    self.bytes = bytes
    self.depth = min(depth, Self.deepestPossible)
    self.values = values
  }
}
