import GateKit
import GateModel
import OpenAPI

/// Every status must be one that the document declares.
struct UndeclaredStatusCheck: ResponseCheck {
  let descriptor = CheckDescriptor(
    id: "contract/undeclared-status", title: "Status that the document doesn't declare",
    rationale: "Clients handle the statuses of the document; any other meets code that nobody wrote.",
    remedy: "Declare the status under the operation's responses, or answer with a declared one")

  func objections(to exchange: Exchange, in model: ContractModel) -> [Objection]? {
    guard let status = exchange.response?.status else { return nil }
    let operation = exchange.operation
    // Server errors have a check of their own.
    guard status < 500, exchange.declaration == nil else { return [] }
    let declared = operation.responses.map { Self.text($0.status) }.joined(separator: ", ")
    return [
      Objection(
        message: "\(operation.name) answered \(status), which the document doesn't declare (it has \(declared))",
        pointer: operation.pointer.appending("responses"), identity: [String(status)])
    ]
  }

  private static func text(_ status: Response.Status) -> String {
    switch status {
    case .exact(let code): String(code)
    case .range(let digit): "\(digit)XX"
    case .other: "default"
    }
  }
}
