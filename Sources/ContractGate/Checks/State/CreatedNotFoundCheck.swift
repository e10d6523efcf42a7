import GateKit
import GateModel
import JSONDocument
import OpenAPI

/// What was created must be there: reading it by what the creation answered is not answered 404 or 410.
struct CreatedNotFoundCheck: SequenceCheck {
  let descriptor = CheckDescriptor(
    id: "contract/created-not-found", title: "Created object that can't be found",
    rationale: "A caller was told that the object exists; what it writes is lost.",
    remedy: "Keep the object before the creation is answered, under the id that the answer has; answer 202 where it takes longer")

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool { !readers(of: operation, in: model).isEmpty }

  private func readers(of operation: Operation, in model: ContractModel) -> [Operation] {
    let resources = ResourceModel(model)
    switch operation.method {
    case "POST": return resources.readers(of: operation)
    case "PUT" where operation.declares(201) && ResourceModel.item(operation.path) != nil:
      return resources.reader(of: operation).map { [$0] } ?? []
    default: return []
    }
  }

  func examine(_ operation: Operation, in lane: inout Lane) async throws -> Examination {
    var draft = try await lane.freshDraft()
    let creation = try await lane.send(draft, "creation", owner: id)
    guard creation.isAccepted, let status = creation.status else { return .inconclusive("the creation \(creation.outcome)") }
    guard status != 202 else { return .skipped("the creation was answered 202, so that it may be done later") }
    _ = draft.preparation.add(creation)
    var sightings: [Sighting] = []
    for reader in readers(of: operation, in: lane.model) {
      // The second reading counts: the first shows at most that the service takes a moment.
      _ = try await lane.read(reader, like: draft, "created", owner: id)
      let answer = try await lane.read(reader, like: draft, "read after creation", owner: id)
      guard let found = answer.status, found < 500 else { return .inconclusive("\(reader.name) \(answer.outcome)") }
      guard answer.isAbsent else { continue }
      let message = "\(reader.name) answered \(found) for what \(operation.name) had answered \(status) to"
      let violation = Violation(message, at: operation.pointer, cause: [reader.name], subject: operation.name)
      sightings.append(Sighting(violation: violation, exchange: answer))
    }
    return .examined(sightings)
  }
}
