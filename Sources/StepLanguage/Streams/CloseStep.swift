import GateKit
import GateModel
import HTTPWire
import JSONDocument

/// `close: NAME`: closes a stream or a WebSocket connection; of the latter, `expect` is the code that the peer answers with.
public struct CloseStep: StepAction {
  public static let keyword = "close"

  private let name: NameUse
  private let code: Int
  private let expected: Matcher?

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    let node = try mapping.required(Self.keyword)
    name = NameUse(role: .usesStream, text: try node.text(Self.keyword), location: node.location)
    code = try mapping.optional("code")?.integer("code", in: 1000...4999) ?? 1000
    expected = try mapping.optional("expect").map { try Matcher($0) }
  }

  public var summary: String { "close \(name.text)" }
  public var judges: Bool { expected != nil }
  public var names: [NameUse] { [name] }

  public func run(in scope: inout StepScope) async throws {
    guard let stream = await scope.services.streams.remove(name.text) else {
      throw GateError("'\(name.text)' is not open", at: name.location, remedy: "Open it with an 'events' or 'websocket' step before")
    }
    var found: [JSONValue] = []
    switch stream {
    case .events(let client): await client.close()
    case .socket(let client):
      if case .close(let answer, _)? = await client.close(code: code) { found = [answer.map { .number(JSONNumber($0)) } ?? .null] }
    }
    guard let expected else { return }
    if let mismatch = try expected.mismatch(found, variables: scope.variables) {
      throw Unmet("close code", expected: mismatch.expected, found: mismatch.found, at: name.location)
    }
    scope.judged += 1
  }
}
