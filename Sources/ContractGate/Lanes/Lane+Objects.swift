import GateModel
import JSONDocument
import OpenAPI

/// Calls on objects that nothing else in the lane uses, for checks that change or remove them.
extension Lane {
  /// The call that was accepted, or the plainest where none was, on new objects.
  mutating func freshDraft() async throws -> RequestDraft {
    let fresh = try await objects(for: operation)
    guard let base else { return try salted(session.drafter.draft(operation, .plain, preparation: fresh, seed: seed)) }
    return try salted(base.request.draft.rebound(to: fresh))
  }

  /// An operation that refuses what exists already gets what doesn't.
  private mutating func salted(_ draft: RequestDraft) throws -> RequestDraft {
    guard draft.operation.method == "POST", draft.operation.declares(409) else { return draft }
    return try salt().applied(to: draft, in: model)
  }

  /// A call of another operation, the plainest by default, on the objects of a draft.
  /// - Parameter effects: calls that were made since; a reader of the finding has to repeat them.
  mutating func draft(
    _ other: Operation, like draft: RequestDraft, after effects: [Exchange] = [], effort: RequestDrafter.Effort = .plain
  ) async throws -> RequestDraft {
    let shared = ResourceModel.parameters(of: other.path).filter { ResourceModel.shares($0, other, draft.operation) }
    let prepared = try await objects(for: other, after: draft.preparation, given: Set(shared.map { .path($0) }))
    var result = try session.drafter.draft(other, effort, preparation: prepared, seed: seed)
    for name in shared {
      result.values[.path(name)] = draft.values[.path(name)]
      result.preparation.take(.path(name), from: draft.preparation)
    }
    for effect in effects { result.preparation.addEffect(effect) }
    return result
  }

  /// Sends a draft as it is; nobody looks at the answer but the caller.
  func send(_ draft: RequestDraft, _ label: String, _ stance: Trial.Stance = .valid, owner: CheckID) async throws -> Exchange {
    try await session.send(Trial(.stateful, stance, label, owner: owner, draft: draft))
  }

  /// Reads the object that a draft is about.
  mutating func read(
    _ reader: Operation, like draft: RequestDraft, after effects: [Exchange] = [], _ label: String, owner: CheckID
  ) async throws -> Exchange {
    try await send(try await self.draft(reader, like: draft, after: effects), label, owner: owner)
  }
}

extension Exchange {
  /// Whether it says that there is no such object, or none any more.
  var isAbsent: Bool { status == 404 || status == 410 }

  /// For reasons: `answered 404`, or that there was no answer.
  var outcome: String { status.map { "answered \($0)" } ?? "gave no answer" }
}
