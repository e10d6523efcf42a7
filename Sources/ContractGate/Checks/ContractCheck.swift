import GateKit
import GateModel
import JSONDocument
import OpenAPI

/// A check of the contract gate: it says what it looks at in a document, then looks.
protocol ContractCheck: Check {
  /// Seeded defects that it claims to catch.
  var defects: [DefectID] { get }
  /// What of the document it looks at, in the document's order.
  func subjects(in model: ContractModel) -> [CheckSubject]
  func run(_ subject: CheckSubject, in session: ContractSession, context: CaseContext) async throws -> CaseOutcome
}

extension ContractCheck {
  var defects: [DefectID] { [] }
}

/// What a case is about.
struct CheckSubject: Sendable {
  /// `POST /v1/sessions`, a path, or the document's own path.
  let name: String
  /// One of its operations; nil for the document as a whole.
  let operation: Operation?
  let pointer: JSONPointer

  init(_ operation: Operation) {
    self.init(name: operation.name, operation: operation, pointer: operation.pointer)
  }

  init(name: String, operation: Operation?, pointer: JSONPointer) {
    (self.name, self.operation, self.pointer) = (name, operation, pointer)
  }
}

/// Something wrong that a check found, with the place of the document that it breaks.
struct Objection: Sendable {
  let message: String
  let pointer: JSONPointer
  /// What tells it from others of its check at the same subject.
  let identity: [String]
}

extension ContractCheck {
  /// Reports an objection at the line of the document.
  func report(_ objection: Objection, to exchange: Exchange, in model: ContractModel, context: CaseContext) async {
    let location = SourceLocation(path: model.document.path, line: model.document.line(of: objection.pointer))
    await context.report(
      descriptor, message: objection.message, subject: exchange.operation.name, location: location, evidence: exchange.evidence,
      identity: objection.identity)
  }
}
