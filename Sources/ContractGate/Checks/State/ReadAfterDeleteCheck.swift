import GateKit
import GateModel
import JSONDocument
import OpenAPI

/// What was deleted must not be there any more (RFC 9110, section 9.3.5): the GET of the same path answers 404 or 410.
struct ReadAfterDeleteCheck: SequenceCheck {
  let descriptor = CheckDescriptor(
    id: "contract/read-after-delete", title: "Deleted object that can still be read",
    rationale: "A caller was told that the data is gone, and it isn't.",
    remedy: "Remove the object, or keep it out of every answer, before the deletion is answered; answer 202 where it takes longer")

  /// Members that a service which only marks objects may use, as ``NameMatching`` writes them.
  private static let markers = ["deleted", "removed", "status", "state", "active", "archived", "enabled", "disabled", "cancel", "closed"]

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool {
    let resources = ResourceModel(model)
    guard operation.method == "DELETE", let item = ResourceModel.item(operation.path), resources.reader(of: operation) != nil else {
      return false
    }
    return resources.creator(of: item, in: operation) != nil
  }

  func examine(_ operation: Operation, in lane: inout Lane) async throws -> Examination {
    guard let reader = ResourceModel(lane.model).reader(of: operation) else { return .skipped("the document has no GET of this path") }
    let draft = try await lane.freshDraft()
    let before = try await lane.read(reader, like: draft, "before the deletion", owner: id)
    guard before.isAccepted else {
      return .inconclusive("the object couldn't be read before it was deleted: \(reader.name) \(before.outcome)")
    }
    let deletion = try await lane.send(draft, "deletion", owner: id)
    guard deletion.isAccepted, let status = deletion.status else { return .inconclusive("the deletion \(deletion.outcome)") }
    guard status != 202 else { return .skipped("the deletion was answered 202, so that it may be done later") }
    let after = try await lane.read(reader, like: draft, after: [deletion], "read after deletion", owner: id)
    guard let answer = after.status, answer < 500 else { return .inconclusive("\(reader.name) \(after.outcome) after the deletion") }
    guard after.isAccepted, !isMarked(before, after) else { return .examined([]) }
    let message = "\(reader.name) answered \(answer) after \(operation.name) had answered \(status)"
    let violation = Violation(message, at: operation.pointer, cause: ["read"], subject: operation.name)
    return .examined([Sighting(violation: violation, exchange: after)])
  }

  /// Whether the object now says that it is deleted.
  private func isMarked(_ before: Exchange, _ after: Exchange) -> Bool {
    guard let old = before.responseJSON?.object, let new = after.responseJSON?.object else { return false }
    return new.members.contains { member in
      let key = NameMatching.key(member.key)
      return Self.markers.contains { key.contains($0) } && old[member.key] != member.value
    }
  }
}
