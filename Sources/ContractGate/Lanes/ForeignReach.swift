import GateModel
import JSONDocument
import OpenAPI

/// Finds out whether a call reaches an object in a way in which it must not: as another caller, or below another parent.
struct ForeignReach {
  enum Result: Sendable {
    /// The exchange that shows it.
    case reached(Exchange)
    case refused
    /// Why nothing can be said.
    case unsettled(String)
  }

  let owner: CheckID
  let label: String
  /// The call as it is allowed.
  let own: RequestDraft
  /// The same call as it isn't.
  let foreign: RequestDraft

  /// What says that an object isn't there for this caller.
  private static let refusals: Set<Int> = [401, 403, 404, 410]

  func probe(in lane: inout Lane) async throws -> Result {
    let operation = own.operation
    let reader = ResourceModel(lane.model).reader(of: operation)
    if operation.method == "GET" {
      let control = try await lane.send(own, "own", owner: owner)
      guard control.isAccepted else { return .unsettled("the allowed call \(control.outcome)") }
      let answer = try await lane.send(foreign, label, .credentials, owner: owner)
      return judgeRead(answer, control)
    }
    let early = try await seenAbroad(reader, in: &lane)
    let answer = try await lane.send(foreign, label, .credentials, owner: owner)
    guard let status = answer.status, status < 500 else { return .unsettled("the foreign call \(answer.outcome)") }
    guard answer.isAccepted else {
      let control = try await lane.send(own, "own", owner: owner)
      if control.isAccepted { return .refused }
      return Self.refusals.contains(status) && control.status != status
        ? .refused : .unsettled("the allowed call \(control.outcome), so that refusing another proves nothing")
    }
    switch operation.method {
    case "DELETE":
      // Deleting what isn't there may be answered as if it had been; what counts is whether the object is gone.
      let rest =
        if let reader { try await lane.read(reader, like: own, after: [answer], "left", owner: owner) } else {
          try await lane.send(own, "own", owner: owner)
        }
      return rest.isAbsent ? .reached(answer) : .refused
    case "PUT":
      // A PUT may make what isn't there; then it is there afterwards and wasn't before.
      if status == 201 { return .refused }
      guard reader != nil else { return .reached(answer) }
      if early?.isAccepted == true { return .reached(answer) }
      let late = try await seenAbroad(reader, in: &lane)
      return late?.isAbsent == true || late?.status == 403 ? .reached(answer) : .refused
    default: return .reached(answer)
    }
  }

  private func judgeRead(_ answer: Exchange, _ control: Exchange) -> Result {
    guard let status = answer.status, status < 500 else { return .unsettled("the foreign call \(answer.outcome)") }
    guard answer.isAccepted else { return .refused }
    if ResourceModel.item(own.operation.path) != nil { return .reached(answer) }
    // Below an object an empty list may be what others are shown instead of a refusal.
    guard let mine = control.responseJSON, let theirs = answer.responseJSON else { return .refused }
    let known = Set(Self.texts(mine))
    return Self.texts(theirs).contains { known.contains($0) } ? .reached(answer) : .refused
  }

  /// What the foreign caller, or the foreign parent, shows of the object.
  private func seenAbroad(_ reader: Operation?, in lane: inout Lane) async throws -> Exchange? {
    guard own.operation.method == "PUT", let reader else { return nil }
    var draft = try await lane.draft(reader, like: foreign)
    draft.credentials = foreign.credentials
    return try await lane.send(draft, "seen from elsewhere", .credentials, owner: owner)
  }

  /// Texts that are long enough not to be everybody's.
  private static func texts(_ value: JSONValue) -> [String] {
    switch value {
    case .string(let text): text.utf8.count >= 8 ? [text] : []
    case .array(let items): items.flatMap(texts)
    case .object(let object): object.members.flatMap { texts($0.value) }
    default: []
    }
  }
}
