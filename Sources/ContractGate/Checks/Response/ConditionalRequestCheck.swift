import GateKit
import GateModel
import HTTPWire
import OpenAPI

/// An operation that declares 304 must answer so, without a body, to a request that names the entity tag it gave (RFC 9110, sections
/// 13.1.2 and 15.4.5), and must not answer so to another tag.
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
    return .examined(sightings)
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
