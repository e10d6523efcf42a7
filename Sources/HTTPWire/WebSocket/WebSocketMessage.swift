/// A whole message or control frame (RFC 6455 section 5.2).
public enum WebSocketMessage: Sendable, Hashable {
  case text(String)
  case binary([UInt8])
  case ping([UInt8])
  case pong([UInt8])
  /// The peer's close frame; `code` is `nil` where it carried none.
  case close(code: Int?, reason: String)
}
