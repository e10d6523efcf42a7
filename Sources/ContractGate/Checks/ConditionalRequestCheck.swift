import GateKit
import GateModel
import HTTPWire
import OpenAPI

/// An operation that declares 304 must answer so, without a body, to a request that names the entity tag it gave (RFC 9110, sections
/// 13.1.2 and 15.4.5), and must not answer so to another tag.
struct ConditionalRequestCheck: ContractCheck {
  let descriptor = CheckDescriptor(
    id: "contract/conditional-request", title: "Conditional request that isn't answered as HTTP says",
    rationale: "Caches and clients rely on entity tags; a wrong 304 shows them stale data or breaks their connection.",
    remedy: "Compare If-None-Match with the current tag, and send a 304 without any body")

  /// The resource may change between two calls; then the new tag is tried.
  private static let mostRounds = 4

  func subjects(in model: ContractModel) -> [CheckSubject] {
    model.document.operations.filter { $0.method == "GET" && $0.declares(304) }.map { CheckSubject($0) }
  }

  func run(_ subject: CheckSubject, in session: ContractSession, context: CaseContext) async throws -> CaseOutcome {
    guard let operation = subject.operation else { return .skipped(reason: "the document has no such operation") }
    let base = try await session.call(operation, session.variation(0, of: operation))
    guard let first = base.response, (200..<300).contains(first.status), var tag = first.headers["ETag"] else {
      return .inconclusive(reason: "the valid call was not answered with an entity tag")
    }
    var answer: Exchange?
    for _ in 0..<Self.mostRounds {
      let exchange = try await session.repeated(base.request, ifNoneMatch: tag)
      answer = exchange
      guard let current = exchange.response?.headers["ETag"], exchange.response?.status == 200, current != tag else { break }
      tag = current
    }
    guard let answer, let response = answer.response else { return .inconclusive(reason: "the conditional call had no answer") }
    if response.status != 304 {
      if response.status == 200, response.headers["ETag"] != tag { return .inconclusive(reason: "the entity tag changed with every call") }
      await object(
        "\(operation.name) answered \(response.status) to If-None-Match with its own entity tag", "ignored", answer, session, context)
    } else if !response.body.isEmpty {
      let message = "\(operation.name) answered 304 with a body of \(response.body.count) bytes"
      await object(message, "body", answer, session, context)
    }
    let other = try await session.repeated(base.request, ifNoneMatch: "\"gatehouse-knows-no-such-tag\"")
    if other.response?.status == 304 {
      await object("\(operation.name) answered 304 to an entity tag that it never gave", "any", other, session, context)
    }
    return .passed
  }

  private func object(
    _ message: String, _ identity: String, _ exchange: Exchange, _ session: ContractSession, _ context: CaseContext
  ) async {
    let pointer = exchange.operation.response(for: 304)?.pointer ?? exchange.operation.pointer
    await report(
      Objection(message: message, pointer: pointer, identity: [identity]), to: exchange, in: session.model, context: context)
  }
}
