import GateKit
import GateModel
import HTTPWire

/// `request: METHOD TARGET`: sends a request, judges the response and captures from it.
public struct RequestStep: StepAction {
  public static let keyword = "request"

  let template: RequestTemplate
  private let expectation: ResponseExpectation
  private let isExplicit: Bool
  private let captures: [ResponseCapture]
  private let deadline: Duration

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    template = try RequestTemplate(&mapping, keyword: Self.keyword)
    let expect = mapping.optional("expect")
    expectation = try expect.map { try ResponseExpectation($0, parser: parser) } ?? ResponseExpectation(successAt: template.location)
    isExplicit = expect != nil
    captures = try ResponseCapture.list(mapping.optional("capture"))
    deadline = try mapping.optional("within")?.duration("within") ?? .seconds(10)
  }

  public var summary: String { template.summary }
  public var judges: Bool { true }
  public var sets: [String] { captures.map(\.name) }

  public func run(in scope: inout StepScope) async throws {
    let (request, confidential) = try template.resolve(scope.variables, target: scope.services.target)
    let shown = Evidence(title: "request", text: CurlLine.text(request, to: scope.services.client.endpoint, confidential: confidential))
    scope.lastRequest = shown
    let response: WireResponse
    do {
      response = try await scope.services.client.send(request, deadline: deadline)
    } catch let error as WireError {
      if error.kind == .cancelled { throw CancellationError() }
      throw Unmet("response", expected: "an answer within \(deadline)", found: "none: \(error)", evidence: [shown])
    }
    do {
      let judged = try await expectation.judge(response, variables: scope.variables, services: scope.services)
      if isExplicit { scope.judged += judged }
      for capture in captures { try capture.take(from: response, into: &scope.variables) }
    } catch var unmet as Unmet {
      unmet.evidence = [shown, ResponseText.evidence(response)]
      throw unmet
    }
  }
}

/// A response as evidence.
enum ResponseText {
  private static let bodyBytes = 4096

  static func evidence(_ response: WireResponse) -> Evidence {
    let head = ["\(response.version) \(response.status) \(response.reason)"] + response.headers.map { "\($0.name): \($0.value)" }
    let shown = String(decoding: response.body.prefix(bodyBytes), as: UTF8.self)
    let rest = response.body.count > bodyBytes ? "\n[\(response.body.count - bodyBytes) more bytes]" : ""
    return Evidence(title: "response", text: head.joined(separator: "\n") + "\n\n" + shown + rest)
  }
}
