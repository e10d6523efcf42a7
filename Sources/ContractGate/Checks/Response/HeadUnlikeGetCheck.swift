import GateKit
import GateModel
import OpenAPI

/// HEAD is answered as GET would be, without the body (RFC 9110, section 9.3.2).
struct HeadUnlikeGetCheck: SequenceCheck {
  let descriptor = CheckDescriptor(
    id: "contract/head-unlike-get", title: "HEAD that isn't answered as GET is",
    rationale: "Caches and link checkers ask with HEAD and believe the answer.",
    remedy: "Answer HEAD by the handler of GET and leave out the body")

  private static let compared = ["Content-Type", "Content-Length", "ETag", "Last-Modified"]

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool {
    operation.method == "GET" && operation.responses.contains { $0.status.isSuccess && $0.status != .other }
  }

  func examine(_ operation: Operation, in lane: inout Lane) async throws -> Examination {
    let get = try await lane.call(.valid, "GET", owner: id) { _ in }
    guard let first = get.response, get.isAccepted else { return .inconclusive("the valid call was not accepted") }
    var draft = get.request.draft
    draft.method = "HEAD"
    let head = try await lane.session.sendAndClose(Trial(.stateful, .outside, "method HEAD", owner: id, draft: draft))
    try lane.inspect(head)
    guard let answer = head.response else { return .inconclusive("HEAD had no answer") }
    let isDeclared = lane.model.operations(at: operation.path).contains { $0.method == "HEAD" }
    if [405, 501].contains(answer.status), !isDeclared { return .skipped("the service has no HEAD here") }
    let again = try await lane.call(.valid, "GET", owner: id) { _ in }
    guard let second = again.response else { return .inconclusive("the valid call was not answered a second time") }
    func sighting(_ message: String, _ cause: String) -> Sighting {
      Sighting(violation: Violation(message, at: operation.pointer, cause: [cause]), exchange: head)
    }
    guard answer.status == first.status else {
      guard second.status == first.status else { return .inconclusive("GET isn't answered alike twice") }
      return .examined([sighting("HEAD \(operation.path) answered \(answer.status), and GET \(first.status)", "status")])
    }
    var sightings: [Sighting] = []
    for name in Self.compared {
      // What differs between two answers to GET says nothing. HEAD may leave a length out.
      guard let value = first.headers[name], second.headers[name] == value else { continue }
      let other = answer.headers[name]
      if other == nil, name == "Content-Length" { continue }
      if other != value { sightings.append(sighting("HEAD \(operation.path) has another \(name) than GET", name.lowercased())) }
    }
    return .examined(sightings)
  }
}
