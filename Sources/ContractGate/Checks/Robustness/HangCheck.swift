import GateKit
import GateModel

/// Every call must be answered in time.
struct HangCheck: ExchangeCheck {
  let descriptor = CheckDescriptor(
    id: "contract/hang", title: "No answer within the deadline",
    rationale: "A caller waits for nothing, and a few such calls use up what the service has for everybody.",
    remedy: "Give everything that the operation waits for a deadline, and answer when it passes")

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) -> [Violation]? {
    // The check that made a hostile call speaks of its end.
    guard exchange.trial.stance != .hostile else { return nil }
    guard case .failure(let error) = exchange.answer, error.kind == .timedOut else { return [] }
    let kind = exchange.trial.stance.adjective
    return [Violation("\(exchange.subject) gave no answer in time to \(kind) call", at: exchange.operation.pointer, cause: [kind])]
  }
}
