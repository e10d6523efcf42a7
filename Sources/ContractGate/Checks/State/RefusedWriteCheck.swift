import GateKit
import GateModel
import JSONDocument
import JSONSchema
import OpenAPI

/// What was refused must not have been done: the object, or the list, is as it was.
struct RefusedWriteCheck: SequenceCheck {
  let descriptor = CheckDescriptor(
    id: "contract/refused-write-took-effect", title: "Refused call that changed something",
    rationale: "A caller was told that nothing was done, and corrects and repeats what is half done already.",
    remedy: "Check the whole request before anything is changed, or undo all of it in one transaction")

  /// Refused calls that are made; each is wrong in one thing and right, but different from what there is, in all others.
  private static let mostCases = 10

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool {
    guard operation.requestBody?.json?.schema != nil else { return false }
    let resources = ResourceModel(model)
    switch operation.method {
    case "PUT", "PATCH": return resources.reader(of: operation) != nil
    case "POST": return resources.collection(of: operation) != nil
    default: return false
    }
  }

  func examine(_ operation: Operation, in lane: inout Lane) async throws -> Examination {
    let draft = try await lane.freshDraft()
    let full = try fullest(draft, in: lane)
    guard case .value(_, let media) = full.body, media.isJSON, let place = media.schema else {
      return .skipped("the call has no JSON body")
    }
    let schema = try lane.model.schema(at: place)
    guard !cases(of: full, schema, lane).isEmpty else { return .skipped("the schema of the body forbids nothing that could be tried") }
    return operation.method == "POST" ? try await examineList(full, schema, in: &lane) : try await examineObject(full, schema, in: &lane)
  }

  private func cases(of draft: RequestDraft, _ schema: CompiledSchema, _ lane: Lane) -> [LabelledInstance] {
    InvalidCases.of(schema, base: draft.bodyValue ?? .null, seed: lane.seed, limit: Self.mostCases)
  }

  /// A valid body with everything, on the same objects.
  private func fullest(_ draft: RequestDraft, in lane: Lane) throws -> RequestDraft {
    var full = draft
    do {
      // The seed differs from that of the valid calls, so that numbers and enumerations differ from what is there.
      full.body = try lane.session.drafter.draft(lane.operation, .full, preparation: draft.preparation, seed: ~lane.seed).body
    } catch is GenerationError {
      full.body = draft.body
    }
    return full
  }

  private func label(_ wrong: LabelledInstance) -> String { "invalid \(wrong.place) \(wrong.label)" }

  // MARK: An object

  private func examineObject(_ valid: RequestDraft, _ schema: CompiledSchema, in lane: inout Lane) async throws -> Examination {
    let operation = lane.operation
    let full = try lane.salt().applied(to: valid, in: lane.model)
    guard let reader = ResourceModel(lane.model).reader(of: operation) else { return .skipped("the document has no GET of this path") }
    var before = try await lane.read(reader, like: full, "before", owner: id)
    if before.isAbsent, operation.method == "PUT", try await lane.send(valid, "accepted", owner: id).isAccepted {
      before = try await lane.read(reader, like: full, "before", owner: id)
    }
    let twin = try await lane.read(reader, like: full, "before", owner: id)
    guard let first = before.responseJSON, let second = twin.responseJSON, before.isAccepted, twin.isAccepted else {
      return .inconclusive("the object couldn't be read: \(reader.name) \(before.outcome)")
    }
    let volatile = VolatileMembers(first, second)
    var refusals = 0
    for wrong in cases(of: full, schema, lane) {
      var draft = full
      draft.bodyValue = wrong.value
      let refusal = try await lane.send(draft, label(wrong), .invalid, owner: id)
      let after = try await lane.read(reader, like: full, after: [refusal], "read after refusal", owner: id)
      guard let old = before.responseJSON, let new = after.responseJSON, after.isAccepted else {
        return .inconclusive("the object couldn't be read again: \(reader.name) \(after.outcome)")
      }
      before = after
      guard let status = refusal.status, (400..<500).contains(status) else { continue }
      refusals += 1
      let places = volatile.differences(old, new)
      guard !places.isEmpty else { continue }
      let what = places.prefix(3).joined(separator: ", ")
      let message = "\(operation.name) answered \(status) and changed \(what) of \(reader.name) all the same"
      let violation = Violation(message, at: operation.pointer, cause: ["object"], subject: operation.name)
      return .examined([Sighting(violation: violation, exchange: after)])
    }
    return refusals > 0 ? .examined([]) : .inconclusive("no wrong call was refused")
  }

  // MARK: A list

  private func examineList(_ full: RequestDraft, _ schema: CompiledSchema, in lane: inout Lane) async throws -> Examination {
    let operation = lane.operation
    guard let list = ResourceModel(lane.model).collection(of: operation) else { return .skipped("the document has no GET of this path") }
    var refused: [(exchange: Exchange, mark: String)] = []
    for wrong in cases(of: full, schema, lane) {
      // Each has texts of its own, so that one that is found says which call it came with.
      let salt = lane.salt()
      var draft = full
      guard let value = try salt.applied(to: wrong.value, like: full, in: lane.model), Self.shows(value, salt),
        InvalidCases.isolates(wrong.keyword, at: wrong.place, value, schema)
      else { continue }
      draft.bodyValue = value
      let exchange = try await lane.send(draft, label(wrong), .invalid, owner: id)
      if let status = exchange.status, (400..<500).contains(status) { refused.append((exchange, salt.text)) }
    }
    guard !refused.isEmpty else { return .inconclusive("no wrong call with a text of its own was refused") }
    // Only a list that shows what was accepted proves something about what was refused.
    let salt = lane.salt()
    let right = try salt.applied(to: full, in: lane.model)
    let accepted = try await lane.send(right, "accepted", owner: id)
    guard accepted.isAccepted, let body = accepted.request.body, Self.shows(body, salt) else {
      return .inconclusive("the valid call with a text of its own \(accepted.outcome)")
    }
    let reader = CollectionReader(session: lane.session, owner: id)
    let pages = try await reader.pages(try await lane.draft(list, like: full))
    guard pages.contains(where: { $0.shows(salt.text) }) else {
      return .skipped("\(list.name) doesn't show the texts of what was accepted")
    }
    for (exchange, mark) in refused where pages.contains(where: { $0.shows(mark) }) {
      let again = try await reader.pages(try await lane.draft(list, like: full, after: [exchange]))
      guard let status = exchange.status, let page = again.first(where: { $0.shows(mark) }) else { continue }
      let message = "\(operation.name) answered \(status), and what it refused is in \(list.name) all the same"
      let violation = Violation(message, at: operation.pointer, cause: ["list"], subject: operation.name)
      return .examined([Sighting(violation: violation, exchange: page)])
    }
    return .examined([])
  }

  private static func shows(_ body: JSONValue, _ salt: Salt) -> Bool {
    body.serializedBytes().contains(text: salt.text)
  }
}
