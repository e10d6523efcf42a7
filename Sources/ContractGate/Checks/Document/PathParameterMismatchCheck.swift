import GateKit
import GateModel
import OpenAPI

/// Every name in braces of a path has a path parameter that is required, and the other way round (OpenAPI 3.1, section 4.8.8).
struct PathParameterMismatchCheck: DocumentCheck {
  let descriptor = CheckDescriptor(
    id: "contract/path-parameter-mismatch", title: "Path parameter that doesn't match the path",
    rationale: "No client can build the path: a part of it has no value, or a value has no place.",
    remedy: "Name the parameter as the path does, with in: path and required: true")

  func violations(in model: ContractModel) -> [Violation] {
    model.document.problems.filter { $0.kind == .pathParameterMismatch }.map { problem in
      Violation(problem.message, at: problem.pointer, cause: [problem.operation, problem.message])
    }
  }
}
