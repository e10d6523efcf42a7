/// What the peer allows (RFC 9113 section 6.5.2).
struct HTTP2PeerSettings: Sendable, Hashable {
  static let enablePush: UInt8 = 2
  static let initialWindow: UInt8 = 4
  private static let maximumStreams: UInt8 = 3

  /// Streams at the same time; as many as a burst may have where the peer sets no limit.
  private(set) var concurrentStreams = BurstEngine.maximumRequests
  /// Bytes of one stream's body before the peer must give room.
  private(set) var window = 65_535

  mutating func take(_ payload: ArraySlice<UInt8>) throws(HTTP2Failure) {
    guard payload.count % 6 == 0 else { throw .malformed("a SETTINGS frame of \(payload.count) bytes") }
    var rest = payload
    while let high = rest.popFirst(), let low = rest.popFirst() {
      let value = Int(HTTP2Frame.number(rest))
      rest = rest.dropFirst(4)
      guard high == 0 else { continue }
      if low == Self.maximumStreams { concurrentStreams = min(value, BurstEngine.maximumRequests) }
      if low == Self.initialWindow { window = min(value, 0x7FFF_FFFF) }
    }
  }
}
