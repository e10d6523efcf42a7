import GateKit
import GateModel
import OpenAPI

/// A check that holds one answer against the document. It is applied to the valid calls of every operation it is about.
protocol ResponseCheck: ContractCheck {
  /// Whether it has anything to say about an operation.
  func concerns(_ operation: Operation) -> Bool
  /// What is wrong with the answer; nil when the answer has nothing that this check could look at.
  func objections(to exchange: Exchange, in model: ContractModel) throws -> [Objection]?
}

extension ResponseCheck {
  func concerns(_ operation: Operation) -> Bool { true }

  func subjects(in model: ContractModel) -> [CheckSubject] {
    model.document.operations.filter(concerns).map { CheckSubject($0) }
  }

  func run(_ subject: CheckSubject, in session: ContractSession, context: CaseContext) async throws -> CaseOutcome {
    guard let operation = subject.operation else { return .skipped(reason: "the document has no such operation") }
    var examined = 0
    var reported: Set<[String]> = []
    for exchange in try await session.validExchanges(of: operation) {
      guard let objections = try objections(to: exchange, in: session.model) else { continue }
      examined += 1
      for objection in objections where reported.insert(objection.identity).inserted {
        await report(objection, to: exchange, in: session.model, context: context)
      }
    }
    return examined > 0 ? .passed : .skipped(reason: "no answer to a valid call had anything for this check to look at")
  }
}
