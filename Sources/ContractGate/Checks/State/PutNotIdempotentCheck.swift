import GateKit
import GateModel
import JSONDocument
import JSONSchema
import OpenAPI

/// The same PUT twice has the effect of one (RFC 9110, section 9.2.2): the second isn't refused, and leaves the object as the first did.
struct PutNotIdempotentCheck: SequenceCheck {
  let descriptor = CheckDescriptor(
    id: "contract/put-not-idempotent", title: "PUT that does more the second time",
    rationale: "Clients and proxies repeat a PUT whose answer got lost; the repetition must do no harm.",
    remedy: "Set the object to what the body says, whatever it was before; use POST for what adds or counts")

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool { operation.method == "PUT" }

  func examine(_ operation: Operation, in lane: inout Lane) async throws -> Examination {
    var last = Examination.inconclusive("no PUT was accepted")
    for draft in try await drafts(in: &lane) {
      let examination = try await examine(draft, in: &lane)
      switch examination {
      case .examined(let sightings) where !sightings.isEmpty: return examination
      case .examined: last = examination
      // A fuller call that is refused says nothing about one that was accepted.
      default: if case .examined = last { continue } else { last = examination }
      }
    }
    return last
  }

  /// The accepted call, and one with everything that the document allows: what adds to a list shows only where there is one.
  private func drafts(in lane: inout Lane) async throws -> [RequestDraft] {
    let first = try await lane.freshDraft()
    let objects = try await lane.objects(for: lane.operation)
    do {
      return [first, try lane.session.drafter.draft(lane.operation, .full, preparation: objects, seed: lane.seed)]
    } catch is GenerationError {
      return [first]
    }
  }

  private func examine(_ draft: RequestDraft, in lane: inout Lane) async throws -> Examination {
    let operation = lane.operation
    let first = try await lane.send(draft, "first PUT", owner: id)
    guard first.isAccepted, let status = first.status else { return .inconclusive("the first PUT \(first.outcome)") }
    guard status != 202 else { return .skipped("the PUT was answered 202, so that it may be done later") }
    let reader = ResourceModel(lane.model).reader(of: operation)
    var before: [Exchange] = []
    if let reader {
      for _ in 0..<2 { before.append(try await lane.read(reader, like: draft, after: [first], "after the first PUT", owner: id)) }
    }
    var again = draft
    again.preparation.addEffect(first)
    let second = try await lane.send(again, "second PUT", owner: id)
    guard let repeated = second.status else { return .inconclusive("the second PUT gave no answer") }
    if repeated >= 500 || repeated == 409 && !isVersioned(draft) {
      let message = "\(operation.name) answered \(repeated) to the call that it had answered \(status) to just before"
      return .examined([Sighting(violation: Violation(message, at: operation.pointer, cause: ["refused"]), exchange: second)])
    }
    guard let reader else { return .examined([]) }
    let isOtherwise = before.allSatisfy { $0.isAccepted && $0.responseJSON == nil }
    if isOtherwise { return .skipped("the object is read as something that is not JSON") }
    guard let old = before[0].responseJSON, let older = before[1].responseJSON, before.allSatisfy(\.isAccepted) else {
      return .inconclusive("the object couldn't be read after the PUT: \(reader.name) \(before[0].outcome)")
    }
    guard second.isAccepted else { return .examined([]) }
    let after = try await lane.read(reader, like: draft, after: [first, second], "read after the second PUT", owner: id)
    guard let new = after.responseJSON, after.isAccepted else {
      return .inconclusive("\(reader.name) \(after.outcome) after the second PUT")
    }
    let places = VolatileMembers(old, older).differences(old, new)
    guard !places.isEmpty else { return .examined([]) }
    let shown = places.prefix(3).joined(separator: ", ")
    let message = "the same \(operation.name) twice leaves another state than once: \(shown) of \(reader.name) changed"
    let violation = Violation(message, at: operation.pointer, cause: ["state"], subject: operation.name)
    return .examined([Sighting(violation: violation, exchange: after)])
  }

  /// A body that names the version which it replaces is out of date the second time, as it should be.
  private func isVersioned(_ draft: RequestDraft) -> Bool {
    let names = (draft.bodyValue?.object?.keys ?? []) + draft.operation.parameters.map(\.name)
    return names.contains { name in
      let key = NameMatching.key(name)
      return ["version", "revision", "etag", "match", "generation", "sequence"].contains { key.contains($0) }
    }
  }
}
