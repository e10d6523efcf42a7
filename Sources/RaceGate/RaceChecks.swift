import GateKit
import GateModel

/// The checks of the race gate.
enum RaceChecks {
  static let invariant = CheckDescriptor(
    id: "race/broken-invariant", title: "Simultaneous requests broke an invariant",
    rationale: "Between a check and the action that depends on it another request can come in. "
      + "Such a defect passes every sequential test and happens in production, under load or to somebody who tries.",
    remedy: "Make check and action one atomic step: a conditional UPDATE or DELETE … RETURNING, a unique constraint, a row lock")

  static let counter = CheckDescriptor(
    id: "race/wrong-counter", title: "A counter is wrong after simultaneous requests",
    rationale: "A counter that is read, increased and written back loses updates, and alerts that stand on it stay silent.",
    remedy: "Count inside the same transaction or critical section as the event, by an atomic addition")

  static let history = CheckDescriptor(
    id: "race/not-linearizable", title: "No order of the requests explains their answers",
    rationale: "Each answer may look right alone; together they are those of no object that handles one request at a time.",
    remedy: "Let the object be changed in one atomic step, and answer from that step's result")

  static let all = [invariant, counter, history]

  static func descriptor(of violation: RaceReport.Violation) -> CheckDescriptor {
    if violation.isCounter { return counter }
    return violation.isHistory ? history : invariant
  }
}
