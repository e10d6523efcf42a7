import GateKit
import GateModel
import OpenAPI

/// What the document allows must not be refused as invalid: one value at a time is moved to a limit in a call that is accepted otherwise.
struct ValidInputRefusedCheck: TrialCheck {
  let descriptor = CheckDescriptor(
    id: "contract/valid-input-refused", title: "Valid input that is refused",
    rationale: "A client that keeps to the document is refused and can't find out why.",
    remedy: "Accept what the document allows, or write the limit that the service has into the document")

  /// Statuses that say that the input is wrong; others may have reasons that no document tells.
  private static let refusals: Set<Int> = [400, 422]

  /// It has a trial for each keyword of the document, where the others have a few for each operation.
  var share: Int { 3 }

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool {
    !operation.parameters.isEmpty || operation.requestBody != nil
  }

  func trials(from base: RequestDraft, in model: ContractModel, seed: UInt64, limit: Int) throws -> [Trial] {
    try Deviations(base: base, model: model, seed: seed, limit: limit).valid().map { deviation in
      Trial(.coverage, .valid, deviation.label, owner: id, place: deviation.place, draft: deviation.draft)
    }
  }

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) -> [Violation]? {
    guard exchange.trial.owner == id, let status = exchange.status else { return nil }
    guard Self.refusals.contains(status) else { return [] }
    let pointer = exchange.trial.place ?? exchange.operation.pointer
    let label = exchange.trial.label
    return [
      Violation("\(exchange.operation.name) answered \(status) to a call that the document allows (\(label))", at: pointer, cause: [label])
    ]
  }
}
