import HTTPWire

/// A connection that stays open from step to step.
enum OpenStream: Sendable {
  case events(EventStreamClient)
  case socket(WebSocketClient)

  /// Closes it without waiting for the peer.
  func drop() async {
    switch self {
    case .events(let client): await client.close()
    case .socket(let client): await client.drop()
    }
  }
}

/// The streams and WebSocket connections of one case, by the names that its file gives them.
actor OpenStreams {
  private var streams: [String: OpenStream] = [:]

  /// One that was open by this name is closed.
  func open(_ stream: OpenStream, as name: String) async {
    let old = streams.updateValue(stream, forKey: name)
    await old?.drop()
  }

  subscript(name: String) -> OpenStream? { streams[name] }

  func remove(_ name: String) -> OpenStream? { streams.removeValue(forKey: name) }

  func closeAll() async {
    let open = streams.values
    streams = [:]
    for stream in open { await stream.drop() }
  }
}
