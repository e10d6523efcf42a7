import HTTPWire

/// What is released at once, and how.
public struct BurstPlan: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case requests
    /// WebSocket upgrades; sockets that open stay open until the invariants were judged.
    case upgrades
  }

  /// Requests of one kind.
  public struct Part: Sendable, Hashable {
    public var kind: Kind
    public var count: Int

    public init(_ kind: Kind = .requests, count: Int) {
      self.kind = kind
      self.count = count
    }
  }

  /// Which way of release is used.
  public enum Sync: Sendable, Hashable {
    /// The one that harmless bursts show to be the tightest on this target.
    case automatic
    case fixed(SyncName)
  }

  /// The parts in the order of the file; `count` of each, at least 2 in all.
  public var parts: [Part]
  public var sync: Sync
  /// A header of the target's answers with the instant at which it received the request, and how many nanoseconds its unit has.
  public var arrival: ArrivalHeader?
  /// From the release to the last answer.
  public var deadline: Duration

  public init(_ parts: [Part], sync: Sync = .automatic, arrival: ArrivalHeader? = nil, deadline: Duration = .seconds(15)) {
    self.parts = parts
    self.sync = sync
    self.arrival = arrival
    self.deadline = deadline
  }

  public init(kind: Kind = .requests, count: Int, sync: Sync = .automatic, deadline: Duration = .seconds(15)) {
    self.init([Part(kind, count: count)], sync: sync, deadline: deadline)
  }

  /// How many requests there are in all.
  public var count: Int { parts.reduce(0) { $0 + $1.count } }
  public var hasUpgrades: Bool { parts.contains { $0.kind == .upgrades } }
}

/// `arrival: {header: NAME, unit: ns}`.
public struct ArrivalHeader: Sendable, Hashable {
  public var name: String
  public var nanosecondsPerUnit: UInt64

  public init(name: String, nanosecondsPerUnit: UInt64 = 1) {
    self.name = name
    self.nanosecondsPerUnit = nanosecondsPerUnit
  }

  /// The instant in nanoseconds, on whichever clock the target reads.
  func instant(in headers: WireHeaders) -> UInt64? {
    guard let number = headers[name].flatMap({ UInt64($0) }) else { return nil }
    let (value, isTooLarge) = number.multipliedReportingOverflow(by: nanosecondsPerUnit)
    return isTooLarge ? nil : value
  }
}

/// The ways of release by the names that race files and recordings use.
public enum SyncName: String, Sendable, Hashable, CaseIterable {
  case barrier
  case lastHeaderByte = "last-header-byte"
  case lastByte = "last-byte"
  case lastFrames = "http2-last-frames"
  case wholeFrames = "http2-one-write"
  case freeze

  /// - Parameter process: what is frozen; nil where the harness did not start the target.
  /// - Returns: nil where there is nothing to freeze.
  public func release(process: FrozenProcess?) -> Burst.Release? {
    switch self {
    case .barrier: .barrier
    case .lastHeaderByte: .lastHeaderByte
    case .lastByte: .lastBytes(1)
    case .lastFrames: .lastFrames
    case .wholeFrames: .wholeFrames
    case .freeze: process.map { .frozen($0) }
    }
  }

  var needsHTTP2: Bool { self == .lastFrames || self == .wholeFrames }
}
