/// Bounds on what is read and written.
public struct XMLLimits: Sendable, Equatable {
  /// Bytes in a document.
  public var maximumByteCount: Int
  /// Elements inside one another.
  public var maximumDepth: Int

  public init(maximumByteCount: Int = 256 << 20, maximumDepth: Int = 256) {
    self.maximumByteCount = maximumByteCount
    self.maximumDepth = maximumDepth
  }
}
