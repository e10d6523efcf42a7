/// One of the requests that a burst releases together.
public enum BurstItem: Sendable, Hashable {
  case request(WireRequest)
  case upgrade(WebSocketRequest)

  var isUpgrade: Bool { if case .upgrade = self { true } else { false } }
}
