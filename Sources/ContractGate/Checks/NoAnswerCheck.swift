import GateKit
import GateModel
import OpenAPI

/// A valid call must be answered: in time, and with what HTTP allows.
struct NoAnswerCheck: ResponseCheck {
  let descriptor = CheckDescriptor(
    id: "contract/no-answer", title: "No answer to a valid call",
    rationale: "A dropped connection or an endless wait leaves a caller without knowing what happened.",
    remedy: "Make the operation answer every request, also when it fails inside")

  func objections(to exchange: Exchange, in model: ContractModel) -> [Objection]? {
    guard case .failure(let error) = exchange.answer else { return [] }
    let operation = exchange.operation
    return [
      Objection(
        message: "\(operation.name) gave no answer to a valid call: \(error.detail)", pointer: operation.pointer,
        identity: [error.kind.rawValue])
    ]
  }
}
