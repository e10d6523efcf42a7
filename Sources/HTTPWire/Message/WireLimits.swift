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
  /// How much of an answer of the type `text/event-stream`, which may never end, is read; nil waits for its end.
  public var eventStream: WireStreamLimit?

  public init(
    headBytes: Int = 64 * 1024, bodyBytes: Int = 16 * 1024 * 1024, keepsBody: Bool = true, readsForbiddenBodies: Bool = false,
    eventStream: WireStreamLimit? = nil
  ) {
    self.headBytes = headBytes
    self.bodyBytes = bodyBytes
    self.keepsBody = keepsBody
    self.readsForbiddenBodies = readsForbiddenBodies
    self.eventStream = eventStream
  }
}

/// Where the reading of an event stream ends, by whichever comes first. The answer then says that it was cut.
public struct WireStreamLimit: Sendable, Hashable {
  /// From the head of the answer on.
  public var duration: Duration
  public var events: Int
  public var bytes: Int

  public init(duration: Duration, events: Int, bytes: Int = 64 * 1024) {
    self.duration = duration
    self.events = events
    self.bytes = bytes
  }

  /// Whether a body holds as much as is wanted. Events end with an empty line (HTML standard, section 9.2.5).
  func isReached(by body: [UInt8]) -> Bool {
    guard body.count < bytes else { return true }
    var count = 0
    var lineBreaks = 0
    for byte in body where byte != 13 {
      lineBreaks = byte == 10 ? lineBreaks + 1 : 0
      if lineBreaks == 2 { count += 1 }
      if count >= events { return true }
    }
    return false
  }
}
