/// Which way bytes go through the proxy.
public enum FaultDirection: String, Sendable, Hashable, CaseIterable {
  /// From whoever connected to the proxy, to the real server.
  case toUpstream
  /// From the real server, back.
  case toClient
  case both

  func covers(_ other: FaultDirection) -> Bool { self == .both || self == other }
}

/// One end of a proxied connection.
public enum FaultEnd: String, Sendable, Hashable, CaseIterable {
  /// Whoever connected to the proxy.
  case client
  /// The real server.
  case upstream
}

/// How a connection ends.
public enum FaultEnding: String, Sendable, Hashable, CaseIterable {
  /// RST: what is unsent is lost.
  case reset
  /// FIN, in order.
  case close
}
