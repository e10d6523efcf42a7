/// How much of a text the parser takes before it refuses.
public struct JSONLimits: Sendable, Hashable {
  /// Largest input in bytes.
  public var bytes: Int
  /// Deepest nesting of arrays and objects; never more than ``deepestPossible``.
  public var depth: Int

  /// Values are released and written recursively, so that deeper ones could exhaust a thread's stack.
  public static let deepestPossible = 2_000

  public init(bytes: Int = 64 << 20, depth: Int = 512) {
    self.bytes = max(0, bytes)
    self.depth = min(max(0, depth), Self.deepestPossible)
  }

  public static let standard = JSONLimits()
}
