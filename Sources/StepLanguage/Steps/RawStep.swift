import GateKit
import GateModel
import HTTPWire

/// `raw: TEXT`: sends these very bytes on a connection of their own, however malformed they are, and judges the answer.
public struct RawStep: StepAction {
  public static let keyword = "raw"
  private static let maximumBytes = 1 << 20

  private let text: TextTemplate
  private let expectation: ResponseExpectation
  private let captures: [ResponseCapture]
  private let deadline: Duration
  private let location: SourceLocation

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    let node = try mapping.required(Self.keyword)
    location = node.location
    text = try TextTemplate(node, Self.keyword)
    guard !text.written.isEmpty else { throw GateError("'raw' has no bytes", at: location, remedy: "Write what is to be sent") }
    expectation = try ResponseExpectation(try mapping.required("expect"), parser: parser)
    captures = try ResponseCapture.list(mapping.optional("capture"))
    deadline = try mapping.optional("within")?.duration("within") ?? .seconds(10)
  }

  public var summary: String { "the bytes \(text.written.prefix(40))" }
  public var judges: Bool { true }
  public var sets: [String] { captures.map(\.name) }

  public func run(in scope: inout StepScope) async throws {
    let bytes = Array(try text.resolve(scope.variables).utf8)
    guard !bytes.isEmpty, bytes.count <= Self.maximumBytes else {
      throw GateError("'raw' has \(bytes.count) bytes", at: location, remedy: "Give 1 to \(Self.maximumBytes)")
    }
    let shown = Evidence(title: "bytes", text: String(decoding: bytes.prefix(4_096), as: UTF8.self))
    let method = String(decoding: bytes.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)
    let client = HTTPWireClient(
      endpoint: scope.services.client.endpoint, loops: scope.services.loops, options: .init(idleConnections: 0))
    let response: WireResponse
    do {
      response = try await client.send(.raw(bytes, method: method), deadline: deadline)
    } catch let error as WireError {
      await client.close()
      if error.kind == .cancelled { throw CancellationError() }
      throw Unmet("response", expected: "an answer within \(deadline)", found: "none: \(error)", evidence: [shown])
    }
    await client.close()
    do {
      scope.judged += try await expectation.judge(response, variables: scope.variables, services: scope.services)
      for capture in captures { try capture.take(from: response, into: &scope.variables) }
    } catch var unmet as Unmet {
      unmet.evidence = [shown, ResponseText.evidence(response)]
      throw unmet
    }
  }
}
