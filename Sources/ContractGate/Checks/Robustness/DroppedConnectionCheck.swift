import GateKit
import GateModel

/// Every call must be answered: with what HTTP allows, and before the connection ends.
struct DroppedConnectionCheck: ExchangeCheck {
  let descriptor = CheckDescriptor(
    id: "contract/dropped-connection", title: "Connection that ends without an answer",
    rationale: "A caller doesn't learn whether what it asked for was done.",
    remedy: "Make the operation answer every request, also when it fails inside")

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) -> [Violation]? {
    // The check that made a hostile call speaks of its end.
    guard exchange.trial.stance != .hostile else { return nil }
    guard case .failure(let error) = exchange.answer, error.kind != .timedOut else { return [] }
    let kind = exchange.trial.stance.adjective
    if exchange.leftServiceDown {
      return [
        Violation(
          "\(exchange.subject) ended the service in answer to \(kind) call", at: exchange.operation.pointer, cause: ["crashed", kind])
      ]
    }
    let what = error.kind == .malformedResponse ? "no answer that HTTP allows" : "no answer"
    return [
      Violation("\(exchange.subject) gave \(what) to \(kind) call", at: exchange.operation.pointer, cause: [error.kind.rawValue, kind])
    ]
  }
}
