import GateKit
import GateModel
import OpenAPI

/// Every `operationId` names one operation (OpenAPI 3.1, section 4.8.10).
struct DuplicateOperationIDCheck: DocumentCheck {
  let descriptor = CheckDescriptor(
    id: "contract/duplicate-operation-id", title: "Two operations of one operationId",
    rationale: "Generated clients name their functions by it, and links lead to whichever operation is found first.",
    remedy: "Give each operation an operationId of its own")

  func violations(in model: ContractModel) -> [Violation] {
    model.document.problems.filter { $0.kind == .duplicateOperationID }.map { problem in
      Violation(problem.message, at: problem.pointer, cause: [problem.operation])
    }
  }
}
