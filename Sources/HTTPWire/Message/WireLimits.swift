/// Bounds on what a peer may make the client hold.
public struct WireLimits: Sendable, Hashable {
  /// Status line and header section, and each trailer section, in bytes.
  public var headBytes: Int
  /// Content after the transfer coding is taken off, in bytes.
  public var bodyBytes: Int
  /// `false`: the body is read and counted, and thrown away (for load loops).
  public var keepsBody: Bool

  public init(headBytes: Int = 64 * 1024, bodyBytes: Int = 16 * 1024 * 1024, keepsBody: Bool = true) {
    self.headBytes = headBytes
    self.bodyBytes = bodyBytes
    self.keepsBody = keepsBody
  }
}
