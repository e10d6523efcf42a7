/// What a burst did, in the order of its requests.
public struct BurstResult: Sendable {
  public var records: [BurstRecord]
  public var overlap: BurstOverlap
  /// The WebSocket connections that opened, by the index of their request; the caller closes them.
  public var open: [Int: WebSocketClient]

  public init(records: [BurstRecord], open: [Int: WebSocketClient] = [:]) {
    self.records = records
    self.open = open
    overlap = BurstOverlap(records)
  }

  public var responses: [WireResponse] { records.compactMap(\.response) }
  public var errors: [WireError] { records.compactMap(\.error) }
}

/// How much of a burst was in flight at the same time, as the client can prove it.
///
/// A request counts as in flight from the instant after its last byte was given to the socket until the first byte of its answer
/// was seen. Where an answer was already there when the loop had finished releasing, its time is unknown, and the request counts
/// as in flight at no time: the measure never claims more overlap than there was.
public struct BurstOverlap: Sendable, Hashable {
  /// Requests that were released.
  public var released: Int
  /// The greatest number in flight at one instant.
  public var peakInFlight: Int
  /// From the first release to the last, in nanoseconds.
  public var releaseSpreadNanoseconds: Int64
  /// How many answers were there before their loop had released everything.
  public var answeredDuringRelease: Int

  /// At least two requests were in flight at the same time.
  public var happened: Bool { peakInFlight >= 2 }
  /// Every released request was in flight at one and the same instant, and there were at least two.
  public var isComplete: Bool { released >= 2 && peakInFlight == released }

  public init(_ records: [BurstRecord]) {
    let releases = records.compactMap(\.released)
    released = releases.count
    answeredDuringRelease = records.count { $0.answeredDuringRelease }
    if let first = releases.min(), let last = releases.max() {
      releaseSpreadNanoseconds = last - first
    } else {
      releaseSpreadNanoseconds = 0
    }
    peakInFlight = Self.peak(records)
  }

  private static func peak(_ records: [BurstRecord]) -> Int {
    var edges: [(at: WireInstant, change: Int)] = []
    for record in records where !record.answeredDuringRelease {
      guard let start = record.released else { continue }
      let end = record.firstByte ?? record.finished
      guard end > start else { continue }
      edges.append((start, 1))
      edges.append((end, -1))
    }
    // At equal instants an end comes first: touching is not overlapping.
    edges.sort { ($0.at, $0.change) < ($1.at, $1.change) }
    var current = 0
    var peak = 0
    for edge in edges {
      current += edge.change
      peak = max(peak, current)
    }
    return peak
  }
}
