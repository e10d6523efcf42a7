import GateKit
import GateModel
import JSONDocument
import OpenAPI

/// A method that the document doesn't have for a path must be answered 405 with the allowed ones (RFC 9110, section 15.5.6).
struct MethodNotAllowedCheck: ContractCheck {
  let descriptor = CheckDescriptor(
    id: "contract/undeclared-method", title: "Undeclared method isn't refused with 405 and Allow",
    rationale: "Anything but 405 hides from a client what it did wrong, or is an operation that nobody documented.",
    remedy: "Answer 405 with an Allow header that lists the methods of the path")

  /// HEAD and OPTIONS are often answered without being declared, so they prove nothing.
  private static let candidates = ["DELETE", "PUT", "PATCH", "POST", "GET"]

  func subjects(in model: ContractModel) -> [CheckSubject] {
    var seen: Set<String> = []
    return model.document.operations.compactMap { operation in
      guard seen.insert(operation.path).inserted, Self.undeclaredMethod(at: operation.path, in: model) != nil else { return nil }
      return CheckSubject(name: operation.path, operation: operation, pointer: JSONPointer(tokens: ["paths", operation.path]))
    }
  }

  func run(_ subject: CheckSubject, in session: ContractSession, context: CaseContext) async throws -> CaseOutcome {
    guard let operation = subject.operation, let method = Self.undeclaredMethod(at: operation.path, in: session.model) else {
      return .skipped(reason: "every method is declared")
    }
    let exchange = try await session.probe(method, at: operation)
    guard let response = exchange.response else { return .inconclusive(reason: "\(method) \(operation.path) had no answer") }
    func object(_ message: String, _ identity: String) async {
      let objection = Objection(message: message, pointer: subject.pointer, identity: [operation.path, identity])
      await report(objection, to: exchange, in: session.model, context: context)
    }
    guard response.status == 405 else {
      await object("\(method) \(operation.path) answered \(response.status), where 405 is expected", "status")
      return .passed
    }
    let allowed = Set(response.headers.elements("Allow").map { $0.uppercased() })
    let missing = Self.methods(at: operation.path, in: session.model).filter { !allowed.contains($0) }
    if !response.headers.contains(name: "Allow") {
      await object("\(method) \(operation.path) answered 405 without Allow", "allow")
    } else if !missing.isEmpty {
      await object("\(method) \(operation.path) answered 405, and Allow lacks \(missing.joined(separator: ", "))", "allow")
    }
    return .passed
  }

  /// A method that neither this path nor another that the same request could mean has.
  private static func undeclaredMethod(at path: String, in model: ContractModel) -> String? {
    let taken = Set(model.document.operations.filter { overlaps($0.path, path) }.map(\.method))
    return candidates.first { !taken.contains($0) }
  }

  private static func methods(at path: String, in model: ContractModel) -> [String] {
    model.document.operations.filter { $0.path == path }.map(\.method)
  }

  /// Whether one request could match both templates.
  private static func overlaps(_ left: String, _ right: String) -> Bool {
    let first = left.split(separator: "/", omittingEmptySubsequences: false)
    let second = right.split(separator: "/", omittingEmptySubsequences: false)
    return first.count == second.count && zip(first, second).allSatisfy { $0 == $1 || $0.contains("{") || $1.contains("{") }
  }
}
