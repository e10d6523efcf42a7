/// What a fault did between its application and its healing.
public struct FaultEvidence: Sendable, Hashable, CustomStringConvertible {
  public var fault: Fault
  /// The counters' growth while the fault was in force.
  public var counters: FaultCounters

  public init(fault: Fault, counters: FaultCounters) {
    self.fault = fault
    self.counters = counters
  }

  /// The fault touched real traffic. A fault that did not proves nothing about whoever should have met it.
  public var bit: Bool {
    switch fault {
    case .latency: counters.chunksDelayed > 0
    case .refuse: counters.refused > 0
    case .closePort: counters.probesRefused > 0
    case .cut, .cutAfter: counters.cut > 0
    case .down: counters.cut + counters.refused > 0
    case .blackhole: counters.bytesHeld + counters.connectionsHeld > 0
    }
  }

  public var description: String {
    let effect =
      switch fault {
      case .latency: "\(counters.chunksDelayed) chunks delayed by \(counters.delayNanoseconds / 1_000_000) ms in all"
      case .refuse: "\(counters.refused) connections refused"
      case .closePort: "\(counters.probesRefused) own attempts refused"
      case .cut, .cutAfter: "\(counters.cut) connections cut"
      case .down: "\(counters.cut) connections cut, \(counters.refused) refused"
      case .blackhole: "\(counters.bytesHeld) bytes and \(counters.connectionsHeld) connections held"
      }
    return "\(fault.name): \(effect)"
  }
}
