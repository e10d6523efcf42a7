import GateKit
import GateModel
import OpenAPI

/// A body of a media type that the document doesn't have must be refused, best with 415 (RFC 9110, section 15.5.16).
struct MediaTypeNotRefusedCheck: TrialCheck {
  let descriptor = CheckDescriptor(
    id: "contract/media-type-not-refused", title: "Body of an undeclared media type that is accepted",
    rationale: "A service that doesn't look at the type processes bytes that mean something else, also those that a browser sends unasked.",
    remedy: "Compare Content-Type with the declared types before reading the body, and answer 415")

  private static let undeclared = "application/x-gatehouse"
  private static let withoutType = "body without a media type"

  /// Only where a body must be there: an optional one may be ignored.
  func concerns(_ operation: Operation, in model: ContractModel) -> Bool {
    guard let body = operation.requestBody, body.isRequired else { return false }
    return !body.content.contains { $0.essence.covers(MediaTypeName(Self.undeclared)) }
  }

  func trials(from base: RequestDraft, in model: ContractModel, seed: UInt64, limit: Int) throws -> [Trial] {
    guard case .value(_, let media) = base.body else { return [] }
    var other = base
    other.extraHeaders.append(.init("Content-Type", Self.undeclared))
    var trials = [Trial(.coverage, .outside, "body as \(Self.undeclared)", owner: id, place: media.pointer, draft: other)]
    // A server may guess the type of a body that says none (RFC 9110, section 8.3), and with one declared there is little to guess.
    let isUncertain = Set((base.operation.requestBody?.content ?? []).map { $0.essence }).count > 1
    if isUncertain || base.operation.responses.contains(where: { $0.status == .exact(415) }) {
      var missing = base
      missing.omitted.insert("content-type")
      trials.append(Trial(.coverage, .outside, Self.withoutType, owner: id, place: media.pointer, draft: missing))
    }
    return trials
  }

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) -> [Violation]? {
    guard exchange.trial.owner == id, let status = exchange.status else { return nil }
    guard exchange.isAccepted, let content = exchange.operation.requestBody?.content else { return [] }
    let pointer = exchange.operation.requestBody?.pointer.appending("content") ?? exchange.operation.pointer
    let declared = content.map(\.name).joined(separator: ", ")
    guard exchange.trial.label == Self.withoutType else {
      let message = "\(exchange.operation.name) answered \(status) to a body of the media type \(Self.undeclared), where it has \(declared)"
      return [Violation(message, at: pointer, cause: ["undeclared"])]
    }
    let message = "\(exchange.operation.name) answered \(status) to a body without a media type, where it has \(declared)"
    return [Violation(message, at: pointer, cause: ["missing"], severity: content.count > 1 ? nil : .warning)]
  }
}
