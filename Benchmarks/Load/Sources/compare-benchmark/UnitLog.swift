import PerfGate
import Synchronization

/// The units of a run, as they come.
final class UnitLog: Sendable {
  private let units = Mutex<[ComparedUnit]>([])
  var all: [ComparedUnit] { units.withLock { $0 } }
  func append(_ unit: ComparedUnit) { units.withLock { $0.append(unit) } }
}
