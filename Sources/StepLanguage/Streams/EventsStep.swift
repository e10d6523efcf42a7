import GateKit
import GateModel
import HTTPWire

/// `events: METHOD TARGET`: opens a stream of server-sent events, which `receive` steps read by the name that `open` gives it.
public struct EventsStep: StepAction {
  public static let keyword = "events"

  private let opening: StreamOpening

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    opening = try StreamOpening(&mapping, keyword: Self.keyword, parser: parser, standard: .success)
  }

  public var summary: String { "events of \(opening.template.summary)" }
  public var judges: Bool { true }
  public var sets: [String] { opening.captures.map(\.name) }
  public var names: [NameUse] { opening.name.map { [$0] } ?? [] }

  public func run(in scope: inout StepScope) async throws {
    let (request, confidential) = try opening.template.resolve(scope.variables, target: scope.services.target)
    let endpoint = scope.services.client.endpoint
    let curl = CurlLine.text(request, to: endpoint, confidential: confidential).replacing(
      "curl -sS -i", with: "curl -sS -i -N", maxReplacements: 1)
    let shown = Evidence(title: "request", text: curl)
    scope.lastRequest = shown
    do {
      let result = try await EventStreamClient.connect(to: endpoint, request, loops: scope.services.loops, deadline: opening.deadline)
      switch result {
      case .open(let client): try await opening.conclude(client.response, .events(client), shown, in: &scope)
      case .refused(let response): try await refused(response, shown, in: &scope)
      }
    } catch let error as WireError {
      throw opening.unmet(error, shown)
    }
  }

  /// A success that is no stream cannot be read from.
  private func refused(_ response: WireResponse, _ shown: Evidence, in scope: inout StepScope) async throws {
    try await opening.conclude(response, nil, shown, in: &scope)
    guard opening.name != nil else { return }
    throw Unmet(
      "header Content-Type", expected: "text/event-stream with status 200",
      found: "\(response.headers["content-type"] ?? "missing") with status \(response.status)",
      evidence: [shown, ResponseText.evidence(response)])
  }
}
