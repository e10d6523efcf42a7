/// What an opening handshake asks for.
public struct WebSocketRequest: Sendable, Hashable {
  public var target: String
  /// Sent before the handshake's own fields, as they are.
  public var headers: WireHeaders
  /// Offered in `Sec-WebSocket-Protocol`.
  public var subprotocols: [String]
  /// The largest message accepted from the peer, in bytes.
  public var maximumMessageBytes: Int
  /// Messages kept until somebody receives them; one more closes the connection.
  public var maximumQueuedMessages: Int
  /// Pings are answered without the caller (and still reported).
  public var answersPings: Bool

  public init(
    target: String, headers: WireHeaders = [], subprotocols: [String] = [], maximumMessageBytes: Int = 1 << 20,
    maximumQueuedMessages: Int = 1024, answersPings: Bool = true
  ) {
    self.target = target
    self.headers = headers
    self.subprotocols = subprotocols
    self.maximumMessageBytes = maximumMessageBytes
    self.maximumQueuedMessages = maximumQueuedMessages
    self.answersPings = answersPings
  }
}
