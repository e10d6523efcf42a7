extension Burst.Release: CustomStringConvertible {
  /// As race files and records write it.
  public var description: String {
    switch self {
    case .barrier: "barrier"
    case .lastHeaderByte: "last-header-byte"
    case .lastBytes(let count): count == 1 ? "last-byte" : "last-\(count)-bytes"
    case .lastFrames: "http2-last-frames"
    case .wholeFrames: "http2-one-write"
    case .frozen: "freeze"
    }
  }

  /// One write to one connection releases everything.
  var isMultiplexed: Bool { self == .lastFrames || self == .wholeFrames }
}
