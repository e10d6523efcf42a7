import GateKit
import GateModel
import JSONDocument
import OpenAPI

/// A child is found below its own parent only: `/a/{x}/b/{y}` with the child of another `x` answers 404, 403 or 410.
struct ForeignParentCheck: SequenceCheck {
  let descriptor = CheckDescriptor(
    id: "contract/foreign-parent", title: "Child that is reached below another parent",
    rationale: "The path promises a relation that nobody looks at; whoever may use one parent reaches the children of all.",
    remedy: "Look the child up by its parent and its id together")

  private static let methods: Set<String> = ["GET", "PUT", "PATCH", "DELETE"]

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool {
    Self.methods.contains(operation.method) && ResourceModel(model).isNested(operation)
  }

  func examine(_ operation: Operation, in lane: inout Lane) async throws -> Examination {
    let names = ResourceModel.parameters(of: operation.path)
    var reason = "no two parents could be made that differ"
    var isProved = false
    for count in 1..<names.count {
      var own = try await lane.freshDraft()
      let others = try await lane.otherObjects(beside: own.preparation)
      own.preparation.adoptSteps(of: others)
      var foreign = own
      for name in names.prefix(count) {
        foreign.values[.path(name)] = others.values[.path(name)]
        foreign.preparation.take(.path(name), from: others)
      }
      guard let mine = own.values[.path(names[count - 1])], foreign.values[.path(names[count - 1])] != mine else { continue }
      let reach = ForeignReach(owner: id, label: "below another parent", own: own, foreign: foreign)
      switch try await reach.probe(in: &lane) {
      case .refused: isProved = true
      case .unsettled(let why): reason = why
      case .reached(let exchange):
        let message =
          "\(operation.name) answered \(exchange.status ?? 0) with another {\(names[count - 1])} than the one that {\(names[names.count - 1])} belongs to"
        return .examined([Sighting(violation: Violation(message, at: operation.pointer, cause: ["parent"]), exchange: exchange)])
      }
    }
    return isProved ? .examined([]) : .inconclusive(reason)
  }
}
