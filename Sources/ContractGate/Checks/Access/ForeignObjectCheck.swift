import GateKit
import GateModel
import JSONDocument
import OpenAPI

/// An identity of another tenant must not reach what the caller made: neither by its path nor in a list.
struct ForeignObjectCheck: SequenceCheck {
  let descriptor = CheckDescriptor(
    id: "contract/foreign-object-reachable", title: "Object of another tenant can be reached",
    rationale: "Whoever knows or guesses an id reads and changes what belongs to others.",
    remedy: "Look every object up by the tenant of the credentials and its id together, and answer 404 or 403")

  private static let methods: Set<String> = ["GET", "PUT", "PATCH", "DELETE", "POST"]
  /// Shorter ids may be those of the other's own objects.
  private static let shortestID = 8

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool {
    guard operation.requiresCredentials, Self.methods.contains(operation.method) else { return false }
    return !Self.owned(operation, in: model).isEmpty || Self.lister(operation, in: model) != nil
  }

  /// Parameters of the path that name what a caller with credentials made.
  private static func owned(_ operation: Operation, in model: ContractModel) -> [String] {
    let resources = ResourceModel(model)
    return ResourceModel.parameters(of: operation.path).filter { name in
      resources.creator(of: name, in: operation)?.requiresCredentials == true
    }
  }

  /// The operation that makes what a list shows.
  private static func lister(_ operation: Operation, in model: ContractModel) -> Operation? {
    guard operation.method == "GET", ResourceModel.parameters(of: operation.path).isEmpty,
      let creator = model.document.operation("POST", operation.path), creator.requiresCredentials
    else { return nil }
    return ResourceModel(model).collection(of: creator)?.name == operation.name ? creator : nil
  }

  func examine(_ operation: Operation, in lane: inout Lane) async throws -> Examination {
    guard let name = lane.session.settings.access.other, lane.session.identities.contains(name) else {
      return .skipped("no identity of another tenant is configured under contract: access: other")
    }
    if let creator = Self.lister(operation, in: lane.model) { return try await examineList(creator, name, in: &lane) }
    let own = try await lane.freshDraft()
    guard try !lane.ownCredentials(of: own).isEmpty else {
      return .skipped("the credentials of the call come from earlier answers and belong to no identity")
    }
    guard lane.base != nil else { return .inconclusive("no call of the owner was accepted, so that refusing others proves nothing") }
    var foreign = own
    foreign.credentials = .identity(name)
    let reach = ForeignReach(owner: id, label: "as another tenant", own: own, foreign: foreign)
    switch try await reach.probe(in: &lane) {
    case .refused: return .examined([])
    case .unsettled(let why): return .inconclusive(why)
    case .reached(let exchange):
      if try await isOpen(own, lane) { return .examined([]) }
      let message = "\(operation.name) answered \(exchange.status ?? 0) to another tenant for an object that isn't its own"
      return .examined([Sighting(violation: Violation(message, at: operation.pointer, cause: ["object"]), exchange: exchange)])
    }
  }

  /// An operation that asks nobody for credentials is another check's finding.
  private func isOpen(_ draft: RequestDraft, _ lane: Lane) async throws -> Bool {
    var draft = draft
    draft.credentials = .none
    return try await lane.send(draft, "without credentials", .credentials, owner: id).isAccepted
  }

  private func examineList(_ creator: Operation, _ other: String, in lane: inout Lane) async throws -> Examination {
    let operation = lane.operation
    let (steps, creation) = try await lane.made(by: creator)
    guard let mark = Self.mark(of: creation, creator, in: lane.model) else {
      return .skipped("what \(creator.name) makes has no id that is its own")
    }
    var draft = try lane.session.drafter.draft(operation, .plain, preparation: steps.emptied(), seed: lane.seed)
    draft.preparation.addEffect(creation)
    let reader = CollectionReader(session: lane.session, owner: id)
    guard try await reader.pages(draft).contains(where: { $0.shows(mark) }) else {
      return .skipped("the list doesn't show its owner what was just made")
    }
    draft.credentials = .identity(other)
    let pages = try await reader.pages(draft)
    guard let first = pages.first, let status = first.status, status < 500 else {
      return .inconclusive("the list gave another tenant no answer")
    }
    guard let page = pages.first(where: { $0.isAccepted && $0.shows(mark) }) else { return .examined([]) }
    var open = draft
    open.credentials = .none
    if try await lane.send(open, "without credentials", .credentials, owner: id).isAccepted { return .examined([]) }
    let message = "\(operation.name) shows another tenant an object that isn't its own"
    return .examined([Sighting(violation: Violation(message, at: operation.pointer, cause: ["list"]), exchange: page)])
  }

  /// The id of what was made, where it is long enough to be nobody else's.
  private static func mark(of creation: Exchange, _ creator: Operation, in model: ContractModel) -> String? {
    for reader in ResourceModel(model).readers(of: creator) {
      guard let item = ResourceModel.item(reader.path), let source = model.calls[reader.name]?.sources[.path(item)],
        let id = source.expression.value(in: creation)?.string, id.utf8.count >= shortestID
      else { continue }
      return id
    }
    return nil
  }
}
