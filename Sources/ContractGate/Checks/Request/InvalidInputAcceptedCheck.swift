import GateKit
import GateModel
import OpenAPI

/// What the document forbids must be refused: one value at a time is made wrong in a call that is accepted otherwise.
struct InvalidInputAcceptedCheck: TrialCheck {
  let descriptor = CheckDescriptor(
    id: "contract/invalid-input-accepted", title: "Invalid input that is accepted",
    rationale: "What nobody checks at the door goes on into the store and breaks whoever reads it later.",
    remedy: "Validate the input as the document says and answer 400 or 422, or loosen the document")

  /// It has a trial for each keyword of the document, where the others have a few for each operation.
  var share: Int { 3 }

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool {
    !operation.parameters.isEmpty || operation.requestBody != nil
  }

  func trials(from base: RequestDraft, in model: ContractModel, seed: UInt64, limit: Int) throws -> [Trial] {
    try Deviations(base: base, model: model, seed: seed, limit: limit).invalid().map { deviation in
      Trial(.coverage, .invalid, deviation.label, owner: id, place: deviation.place, draft: deviation.draft)
    }
  }

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) -> [Violation]? {
    guard exchange.trial.owner == id, let status = exchange.status else { return nil }
    guard exchange.isAccepted else { return [] }
    let pointer = exchange.trial.place ?? exchange.operation.pointer
    let label = exchange.trial.label
    // A parser that takes texts for what they say does so wherever they stand.
    let cause = label.hasSuffix(Self.quoted) ? Self.quoted : label
    return [
      Violation("\(exchange.operation.name) answered \(status) to a call that the document forbids (\(label))", at: pointer, cause: [cause])
    ]
  }

  private static let quoted = ": value as text"

  /// An operation that looks at nothing has one cause, not one for each keyword.
  func commonCause(of count: Int, examined: Int, lightest: Sighting) -> Violation? {
    guard count >= 6, count * 10 >= examined * 8 else { return nil }
    let operation = lightest.exchange.operation
    let message = "\(operation.name) accepts nearly everything that the document forbids, such as \(lightest.exchange.trial.label)"
    return Violation(message, at: operation.requestBody?.pointer ?? operation.pointer, cause: ["everything"])
  }
}
