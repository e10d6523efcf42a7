import GateKit
import GateModel
import HTTPWire
import StepLanguage

/// `unanswered: METHOD TARGET`: sends a request that must get no answer `within` a time, because whoever should answer is frozen or gone.
struct UnansweredStep: StepAction {
  static let keyword = "unanswered"

  private let template: RequestTemplate
  private let deadline: Duration

  init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    template = try RequestTemplate(&mapping, keyword: Self.keyword)
    deadline = try mapping.optional("within")?.duration("within") ?? .seconds(1)
  }

  var summary: String { "no answer to \(template.summary)" }

  var judges: Bool { true }

  func run(in scope: inout StepScope) async throws {
    let (request, confidential) = try template.resolve(scope.variables, target: scope.services.target)
    scope.judged += 1
    do {
      let response = try await scope.services.client.send(request, deadline: deadline)
      let line = CurlLine.text(request, to: scope.services.client.endpoint, confidential: confidential)
      throw Unmet(
        "answer", expected: "missing for \(deadline)", found: "there with status \(response.status)",
        evidence: [Evidence(title: "request", text: line)])
    } catch let error as WireError {
      if error.kind == .cancelled { throw CancellationError() }
    }
  }
}
