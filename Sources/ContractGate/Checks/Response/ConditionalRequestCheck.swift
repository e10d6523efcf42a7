import GateKit
import GateModel
import HTTPWire
import OpenAPI

/// An operation that declares 304 must answer so, without a body, to a request that names the entity tag it gave (RFC 9110, sections
/// 13.1.2 and 15.4.5), and must not answer so to another tag, nor to that one once the object has changed (section 8.8.1).
struct ConditionalRequestCheck: SequenceCheck {
  let descriptor = CheckDescriptor(
    id: "contract/conditional-request", title: "Conditional request that isn't answered as HTTP says",
    rationale: "Caches and clients rely on entity tags; a wrong 304 shows them stale data or breaks their connection.",
    remedy: "Compare If-None-Match with the current tag, and send a 304 without any body")

  /// The resource may change between two calls; then the new tag is tried.
  private static let mostRounds = 4

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool { operation.method == "GET" && operation.declares(304) }

  func examine(_ operation: Operation, in lane: inout Lane) async throws -> Examination {
    let base = try await lane.call(.valid, "unconditional", owner: id) { _ in }
    guard base.isAccepted, let first = base.response, var tag = first.headers["ETag"] else {
      return .inconclusive("the valid call was not answered with an entity tag")
    }
    var answer = base
    for _ in 0..<Self.mostRounds {
      answer = try await conditional(tag, base, lane)
      guard let current = answer.response?.headers["ETag"], answer.status == 200, current != tag else { break }
      tag = current
    }
    guard let response = answer.response else { return .inconclusive("the conditional call had no answer") }
    if response.status == 200, response.headers["ETag"] != tag { return .inconclusive("the entity tag changed with every call") }
    var sightings: [Sighting] = []
    if response.status != 304 {
      let message = "\(operation.name) answered \(response.status) to If-None-Match with its own entity tag"
      sightings.append(sighting(message, "ignored", answer))
    } else if !response.body.isEmpty {
      sightings.append(sighting("\(operation.name) answered 304 with a body", "body", answer))
    }
    let other = try await conditional("\"gatehouse-knows-no-such-tag\"", base, lane)
    if other.status == 304 {
      sightings.append(sighting("\(operation.name) answered 304 to an entity tag that it never gave", "any", other))
    }
    if sightings.isEmpty, response.status == 304, let stale = try await stale(in: &lane) { sightings.append(stale) }
    return .examined(sightings)
  }

  // MARK: After a change

  /// Calls that are tried until one has changed the object.
  private static let changes: [RequestDrafter.Effort] = [.plain, .full, .random(0)]

  /// The answer to the old tag after the object has changed, where it is still 304; nil where it is right, or nothing could be changed.
  private func stale(in lane: inout Lane) async throws -> Sighting? {
    let operation = lane.operation
    let draft = try await lane.freshDraft()
    for writer in lane.model.operations(at: operation.path) where ["PATCH", "PUT"].contains(writer.method) {
      for effort in Self.changes {
        let before = try await lane.send(draft, "unconditional", owner: id)
        guard before.isAccepted, let tag = before.response?.headers["ETag"] else { return nil }
        guard let change = try await accepted(writer, like: draft, effort, in: &lane) else { continue }
        var changed = draft
        changed.preparation.addEffect(before)
        changed.preparation.addEffect(change)
        let after = try await lane.send(changed, "changed", owner: id)
        guard after.isAccepted, let old = before.responseJSON, let new = after.responseJSON else { return nil }
        // What differs by itself, such as a moment, doesn't make another representation of it.
        guard !VolatileMembers(old, old).differences(old, new).isEmpty else { continue }
        let answer = try await conditional(tag, after, lane)
        guard answer.status == 304 else { return nil }
        let message = "\(operation.name) answered 304 to the entity tag from before \(writer.name) had changed the object"
        return sighting(message, "stale", answer)
      }
    }
    return nil
  }

  /// A change that was made; nil for one that is refused, that may be made later, or that can't be drafted.
  private func accepted(
    _ writer: Operation, like draft: RequestDraft, _ effort: RequestDrafter.Effort, in lane: inout Lane
  ) async throws -> Exchange? {
    do {
      let change = try await lane.draft(writer, like: draft, effort: effort)
      let exchange = try await lane.send(change, "change", owner: id)
      return exchange.isAccepted && exchange.status != 202 ? exchange : nil
    } catch is any Obstacle {
      return nil
    }
  }

  private func conditional(_ tag: String, _ base: Exchange, _ lane: Lane) async throws -> Exchange {
    var draft = base.request.draft
    draft.extraHeaders = [WireHeader("If-None-Match", tag)]
    return try await lane.session.sendAndClose(Trial(.stateful, .outside, "conditional", owner: id, draft: draft))
  }

  private func sighting(_ message: String, _ cause: String, _ exchange: Exchange) -> Sighting {
    let pointer = exchange.operation.response(for: 304)?.pointer ?? exchange.operation.pointer
    return Sighting(violation: Violation(message, at: pointer, cause: [cause]), exchange: exchange)
  }
}
