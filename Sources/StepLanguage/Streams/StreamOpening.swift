import GateKit
import GateModel
import HTTPWire

/// What the steps that open a stream share: the request, its name, what must come.
struct StreamOpening: Sendable {
  let template: RequestTemplate
  let name: NameUse?
  let expectation: ResponseExpectation
  let isExplicit: Bool
  let captures: [ResponseCapture]
  let deadline: Duration

  init(_ mapping: inout YAMLMapping, keyword: String, parser: StepParser, standard: StatusExpectation, hasBody: Bool = true) throws {
    template = try RequestTemplate(&mapping, keyword: keyword, hasBody: hasBody)
    name = try mapping.optional("open").map { NameUse(role: .opensStream, text: try $0.text("open"), location: $0.location) }
    let expect = mapping.optional("expect")
    expectation =
      try expect.map { try ResponseExpectation($0, parser: parser, standard: standard) }
      ?? ResponseExpectation(status: standard, at: template.location)
    isExplicit = expect != nil
    captures = try ResponseCapture.list(mapping.optional("capture"))
    deadline = try mapping.optional("within")?.duration("within") ?? .seconds(10)
  }

  /// Judges what the request was answered with, and keeps what is open under its name; without one it is closed.
  /// - Parameter stream: nil where the server refused.
  func conclude(_ response: WireResponse, _ stream: OpenStream?, _ shown: Evidence, in scope: inout StepScope) async throws {
    if let stream, let name { await scope.services.streams.open(stream, as: name.text) } else { await stream?.drop() }
    do {
      let judged = try await expectation.judge(response, variables: scope.variables, services: scope.services)
      if isExplicit { scope.judged += judged }
      for capture in captures { try capture.take(from: response, into: &scope.variables) }
    } catch var unmet as Unmet {
      unmet.evidence = [shown, ResponseText.evidence(response)]
      throw unmet
    }
  }

  func unmet(_ error: WireError, _ shown: Evidence) -> any Error {
    if error.kind == .cancelled { return CancellationError() }
    return Unmet("response", expected: "an answer within \(deadline)", found: "none: \(error)", evidence: [shown])
  }
}
