import GateKit
import GateModel
import OpenAPI

/// Every status must be one that the document declares.
struct UndeclaredStatusCheck: ExchangeCheck {
  let descriptor = CheckDescriptor(
    id: "contract/undeclared-status", title: "Status that the document doesn't declare",
    rationale: "Clients handle the statuses of the document; any other meets code that nobody wrote.",
    remedy: "Declare the status under the operation's responses, or answer with a declared one")

  /// What anything between client and service may answer to any call: limits of rate and size, and versions of the protocol.
  private static let foreign: Set<Int> = [408, 411, 413, 414, 421, 426, 429, 431]

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) -> [Violation]? {
    guard let status = exchange.status, exchange.trial.stance.isWithinDocument else { return nil }
    let operation = exchange.operation
    // Server errors have a check of their own.
    guard status < 500, exchange.declaration == nil, !Self.foreign.contains(status) else { return [] }
    if exchange.trial.stance == .absent, !Self.settlesAbsence(operation, status, in: model) { return [] }
    let declared = operation.responses.map { Self.text($0.status) }.joined(separator: ", ")
    return [
      Violation(
        "\(operation.name) answered \(status), which the document doesn't declare (it has \(declared))",
        at: operation.pointer.appending("responses"), cause: [String(status)])
    ]
  }

  /// A document that says nowhere how the object's absence is answered leaves that open; so it does when an id may have a form that
  /// isn't written down, which is then refused.
  private static func settlesAbsence(_ operation: Operation, _ status: Int, in model: ContractModel) -> Bool {
    guard ![400, 422].contains(status) else { return false }
    let names = ResourceModel.parameters(of: operation.path)
    let relatives = model.document.operations.filter { other in names.contains { ResourceModel.shares($0, operation, other) } }
    return relatives.contains { $0.declares(404) || $0.declares(410) }
  }

  private static func text(_ status: Response.Status) -> String {
    switch status {
    case .exact(let code): String(code)
    case .range(let digit): "\(digit)XX"
    case .other: "default"
    }
  }
}
