import GateKit
import GateModel
import JSONDocument
import OpenAPI

/// A method that the document doesn't have for a path must be answered 405 with the allowed ones (RFC 9110, section 15.5.6). Of several
/// one shows that; the others must not be accepted, and neither must TRACE.
struct UndeclaredMethodCheck: SequenceCheck {
  let descriptor = CheckDescriptor(
    id: "contract/undeclared-method", title: "Undeclared method isn't refused with 405 and Allow",
    rationale: "Anything but 405 hides from a client what it did wrong, or is an operation that nobody documented.",
    remedy: "Answer 405 with an Allow header that lists the methods of the path")

  /// HEAD and OPTIONS are often answered without being declared, so they prove nothing.
  private static let candidates = ["DELETE", "PUT", "PATCH", "POST", "GET"]

  /// A GET may be answered by a page for people that lies at the same place.
  private static let acting = ["DELETE", "PUT", "PATCH", "POST", "TRACE"]

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool {
    Self.undeclaredMethod(at: operation.path, in: model) != nil
  }

  func subject(of operation: Operation) -> CheckSubject {
    CheckSubject(name: operation.path, pointer: JSONPointer(tokens: ["paths", operation.path]))
  }

  func examine(_ operation: Operation, in lane: inout Lane) async throws -> Examination {
    guard let method = Self.undeclaredMethod(at: operation.path, in: lane.model) else { return .skipped("every method is declared") }
    let draft = try Self.probe(method, operation, lane)
    let exchange = try await lane.session.send(Trial(.coverage, .outside, "method \(method)", owner: id, draft: draft))
    guard let response = exchange.response else { return .inconclusive("\(method) \(operation.path) had no answer") }
    func sighting(_ message: String, _ cause: String) -> Examination {
      let violation = Violation(message, at: subject(of: operation).pointer, cause: [operation.path, cause])
      return .examined([Sighting(violation: violation, exchange: exchange)])
    }
    guard response.status == 405 else {
      return sighting("\(method) \(operation.path) answered \(response.status), where 405 is expected", "status")
    }
    guard response.headers.contains(name: "Allow") else {
      return sighting("\(method) \(operation.path) answered 405 without Allow", "allow")
    }
    let allowed = Set(response.headers.elements("Allow").map { $0.uppercased() })
    let missing = lane.model.operations(at: operation.path).map(\.method).filter { !allowed.contains($0) }
    guard missing.isEmpty else {
      return sighting("\(method) \(operation.path) answered 405, and Allow lacks \(missing.joined(separator: ", "))", "allow")
    }
    return .examined(try await accepted(beside: method, operation, lane))
  }

  /// The other methods that are done although the document doesn't have them.
  private func accepted(beside probed: String, _ operation: Operation, _ lane: Lane) async throws -> [Sighting] {
    var sightings: [Sighting] = []
    let taken = Self.taken(at: operation.path, in: lane.model)
    for method in Self.acting where method != probed && !taken.contains(method) {
      var draft = try Self.probe(method, operation, lane)
      // TRACE repeats what it was sent, so that no credentials may go along (RFC 9110, section 9.3.8).
      if method == "TRACE" { draft.credentials = .none }
      let exchange = try await lane.session.send(Trial(.coverage, .outside, "method \(method)", owner: id, draft: draft))
      guard exchange.isAccepted, let status = exchange.status else { continue }
      let message = "\(method) \(operation.path) answered \(status), and the document doesn't have that method"
      let violation = Violation(message, at: subject(of: operation).pointer, cause: [operation.path, "accepted", method])
      sightings.append(Sighting(violation: violation, exchange: exchange))
    }
    return sightings
  }

  /// A call with all the identity's headers and nothing else but what the path takes.
  private static func probe(_ method: String, _ operation: Operation, _ lane: Lane) throws -> RequestDraft {
    let plain = try lane.session.drafter.draft(operation, .plain, seed: lane.seed)
    var draft = RequestDraft(operation)
    draft.values = plain.values.filter { if case .path = $0.key { true } else { false } }
    draft.method = method
    draft.credentials = .bare
    return draft
  }

  private static func undeclaredMethod(at path: String, in model: ContractModel) -> String? {
    undeclaredMethods(at: path, in: model).first
  }

  /// Methods that neither this path nor another that the same request could mean has.
  private static func undeclaredMethods(at path: String, in model: ContractModel) -> [String] {
    let taken = taken(at: path, in: model)
    return candidates.filter { !taken.contains($0) }
  }

  private static func taken(at path: String, in model: ContractModel) -> Set<String> {
    Set(model.document.operations.filter { overlaps($0.path, path) }.map(\.method))
  }

  /// Whether one request could match both templates.
  private static func overlaps(_ left: String, _ right: String) -> Bool {
    let first = left.split(separator: "/", omittingEmptySubsequences: false)
    let second = right.split(separator: "/", omittingEmptySubsequences: false)
    return first.count == second.count && zip(first, second).allSatisfy { $0 == $1 || $0.contains("{") || $1.contains("{") }
  }
}
