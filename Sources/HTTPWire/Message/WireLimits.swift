/// Bounds on what a peer may make the client hold.
public struct WireLimits: Sendable, Hashable {
  /// Status line and header section, and each trailer section, in bytes.
  public var headBytes: Int
  /// Content after the transfer coding is taken off, in bytes.
  public var bodyBytes: Int
  /// `false`: the body is read and counted, and thrown away (for load loops).
  public var keepsBody: Bool
  /// `true`: after an answer that may have no body (204, 304, to HEAD) what still comes until the peer closes is taken as its body,
  /// so that a body that is not allowed is seen. Ask for `Connection: close` with it.
  public var readsForbiddenBodies: Bool

  public init(
    headBytes: Int = 64 * 1024, bodyBytes: Int = 16 * 1024 * 1024, keepsBody: Bool = true, readsForbiddenBodies: Bool = false
  ) {
    self.headBytes = headBytes
    self.bodyBytes = bodyBytes
    self.keepsBody = keepsBody
    self.readsForbiddenBodies = readsForbiddenBodies
  }
}
