import GateKit
import GateModel
import JSONDocument
import OpenAPI

/// The Location of a 201 is where the new object is (RFC 9110, sections 10.2.2 and 15.3.2), so that it can be read there.
struct DeadLocationCheck: SequenceCheck {
  let descriptor = CheckDescriptor(
    id: "contract/dead-location", title: "Location that leads to nothing",
    rationale: "Clients follow the Location of a creation to what they made.",
    remedy: "Build the Location from the path that the document has for the object and from the id that was given")

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool {
    guard ["POST", "PUT"].contains(operation.method), let response = operation.response(for: 201), response.status != .other else {
      return false
    }
    return response.headers.contains { $0.name.lowercased() == "location" } || !ResourceModel(model).readers(of: operation).isEmpty
  }

  func examine(_ operation: Operation, in lane: inout Lane) async throws -> Examination {
    var draft = try await lane.freshDraft()
    let creation = try await lane.send(draft, "creation", owner: id)
    guard creation.isAccepted, let response = creation.response else { return .inconclusive("the creation \(creation.outcome)") }
    guard response.status == 201 else { return .skipped("the creation was answered \(response.status), which needs no Location") }
    guard let location = response.headers["Location"] else { return .skipped("the 201 had no Location") }
    let reference = LocationReference(
      location, from: creation.request.wire.target, authority: lane.session.authority,
      scheme: lane.session.scheme)
    guard let path = reference.path else { return .skipped("the Location leads to another origin") }
    guard let target = ResourceModel(lane.model).reader(at: path) else { return .skipped("the document has no GET for the Location") }
    let position = draft.preparation.add(creation)
    var probe = try await lane.draft(target.operation, like: draft)
    fill(&probe, target, path: path, creation: position)
    let answer = try await lane.send(probe, "Location of the creation", owner: id)
    guard let status = answer.status else { return .inconclusive("\(target.operation.name) gave no answer") }
    guard answer.isAbsent || status >= 500 else { return .examined([]) }
    // What can't be read by its id either is the finding of another check.
    if answer.isAbsent, try await isLost(target.operation, draft, in: &lane) { return .examined([]) }
    let message = "the Location that \(operation.name) answered with leads to nothing: \(target.operation.name) answered \(status)"
    let place = operation.response(for: 201)?.headers.first { $0.name.lowercased() == "location" }?.pointer ?? operation.pointer
    return .examined([Sighting(violation: Violation(message, at: place, cause: ["location"], subject: operation.name), exchange: answer)])
  }

  /// Whether the answer of the creation, whose id the draft's last step has, leads nowhere too.
  private func isLost(_ reader: Operation, _ draft: RequestDraft, in lane: inout Lane) async throws -> Bool {
    guard ResourceModel(lane.model).readers(of: lane.operation).contains(where: { $0.name == reader.name }) else { return false }
    return try await lane.read(reader, like: draft, "read after creation", owner: id).isAbsent
  }

  /// Every parameter of the path is what the Location has in its place.
  private func fill(
    _ probe: inout RequestDraft, _ target: (operation: Operation, segments: [String: String]), path: String, creation: Int
  ) {
    let template = target.operation.path.split(separator: "/", omittingEmptySubsequences: false)
    for (number, part) in template.reversed().enumerated() where part.hasPrefix("{") {
      let name = String(part.dropFirst().dropLast())
      guard let text = target.segments[name] else { continue }
      let origin = Preparation.Origin(step: creation, expression: .locationSegment(number))
      probe.values[.path(name)] = .string(text)
      probe.preparation.set(.path(name), to: .string(text), from: origin)
    }
  }
}
