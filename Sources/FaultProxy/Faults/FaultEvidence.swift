/// What a fault did between its application and its healing.
public struct FaultEvidence: Sendable, Hashable, CustomStringConvertible {
  public var fault: Fault
  /// What this fault did, apart from others that were in force.
  public var counters: FaultCounters

  public init(fault: Fault, counters: FaultCounters) {
    self.fault = fault
    self.counters = counters
  }

  /// The fault touched real traffic. A fault that did not proves nothing about whoever should have met it.
  public var bit: Bool {
    switch fault {
    case .latency: counters.chunksDelayed > 0
    case .bandwidth: counters.bytesThrottled > 0
    case .slice: counters.slices > 0
    case .slowClose: counters.endsDelayed > 0
    case .refuse: counters.refused > 0
    case .closePort: counters.probesRefused > 0
    case .cut, .close, .cutAfter: counters.cut > 0
    case .down: counters.cut + counters.refused > 0
    case .blackhole: counters.bytesHeld + counters.connectionsHeld > 0
    // Nobody notices a lost server before it is spoken to; a lost client is gone at once.
    case .halfOpen(lost: .upstream): counters.bytesSwallowed > 0
    case .halfOpen(lost: .client): counters.halfOpened > 0
    case .http(let fault): if case .dribble = fault.answer { counters.slices > 0 } else { counters.answersReplaced > 0 }
    }
  }

  public var description: String { "\(fault.name): \(effect)" }

  private var effect: String {
    switch fault {
    case .latency: "\(counters.chunksDelayed) chunks delayed by \(milliseconds) ms in all"
    case .bandwidth: "\(counters.bytesThrottled) bytes throttled, \(milliseconds) ms in all"
    case .slice: "\(counters.slices) pieces"
    case .slowClose: "\(counters.endsDelayed) ends delayed by \(milliseconds) ms in all"
    case .refuse: "\(counters.refused) connections refused"
    case .closePort: "\(counters.probesRefused) own attempts refused"
    case .cut, .cutAfter: "\(counters.cut) connections cut"
    case .close: "\(counters.cut) connections closed"
    case .down: "\(counters.cut) connections cut, \(counters.refused) refused"
    case .blackhole: "\(counters.bytesHeld) bytes and \(counters.connectionsHeld) connections held"
    case .halfOpen: "\(counters.halfOpened) connections half open, \(counters.bytesSwallowed) bytes swallowed"
    case .http(let fault):
      if case .dribble = fault.answer {
        "\(counters.answersReplaced) answers dribbled in \(counters.slices) pieces"
      } else {
        "\(counters.answersReplaced) answers replaced"
      }
    }
  }

  private var milliseconds: Int64 { counters.delayNanoseconds / 1_000_000 }
}
