import Foundation
import GateKit
import JSONDocument
import JSONSchema
import StepLanguage
import Testing

@testable import ScenarioGate

/// The parser and the published schemas know the same words, both ways.
struct VocabularyTests {
  private static let unknown = "zzzzzzzzzzzz"
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  private static func schema(_ name: String) throws -> JSONValue {
    try JSONParser.parse(try DiskFileTree(root: root).read("contracts/schemas/\(name).schema.json"))
  }

  /// A place of the schema, and YAML in which `KEY` stands where one of its keys may.
  private static let places: [(pointer: String, examples: [String])] = [
    ("request", ["- {request: GET /, KEY}"]), ("raw", ["- {raw: a, expect: {status: 400}, KEY}"]), ("sql", ["- {sql: SELECT 1, KEY}"]),
    ("metrics", ["- {metrics: /m, save: a, KEY}"]),
    ("log", ["- {log: {a: 1}, KEY}"]), ("run", ["- {run: [a], KEY}"]), ("events", ["- {events: GET /, KEY}"]),
    ("websocket", ["- {websocket: GET /, KEY}"]), ("send", ["- {send: a, text: b, KEY}"]),
    ("receive", ["- {receive: a, KEY}", "- {receive: a, silence: 1s, KEY}"]),
    ("close", ["- {close: a, KEY}"]), ("poll", ["- {poll: 1s, until: {request: GET /}, KEY}"]),
    ("repeat", ["- {repeat: 1, steps: [{request: GET /}], KEY}"]), ("cases", ["- {cases: [{a: 1}], steps: [{request: GET /}], KEY}"]),
    ("if", ["- {if: {a: 1}, then: [{request: GET /}], KEY}"]), ("use", ["- {use: f.yaml, KEY}"]), ("set", ["- {set: {a: 1}, KEY}"]),
    ("advance", ["- {advance: 1s, KEY}"]), ("set-back", ["- {set-back: 1s, KEY}"]),
    ("expectation", ["- {request: GET /, expect: {status: 200, KEY}}"]),
    ("receive/properties/expect", ["- {receive: a, expect: {data: 1, KEY}}"]),
    ("response-captures/additionalProperties/anyOf/1", ["- {request: GET /, capture: {a: {from: body, KEY}}}"]),
    ("message-captures/additionalProperties/anyOf/1", ["- {receive: a, capture: {a: {from: data, KEY}}}"]),
    ("output-captures/additionalProperties/anyOf/1", ["- {run: [a], capture: {a: {from: output, KEY}}}"]),
    ("condition/anyOf/1", ["- {log: {a: {count: 1, KEY}}}"]),
  ]

  /// The keys that the parser names when it meets one that it does not know.
  private func known(_ example: String) throws -> Set<String> {
    let text = example.replacing("KEY", with: "\(Self.unknown): 1")
    let files = MemoryFileTree(["f.yaml": "fragment: f\nsteps: [{request: GET /}]"])
    let error = #expect(throws: GateError.self) {
      try StepParser(vocabulary: Scenario.vocabulary, files: files).steps(try YAMLDocument.parse(text, path: "s.yaml"))
    }
    let found = try #require(error)
    #expect(found.message.contains(Self.unknown), "\(example): \(found)")
    // A condition's advice goes on behind the list.
    let advice = found.remedy.replacing("Use one of: ", with: "")
    let list = advice.firstRange(of: " To compare").map { advice[..<$0.lowerBound] } ?? advice[...]
    return Set(list.split(separator: ", ").map { String($0) })
  }

  @Test("a step, an expectation, a capture and a condition have the keys that the schema has", arguments: places.indices)
  func keys(index: Int) throws {
    let place = Self.places[index]
    let pointer = try #require(JSONPointer("/$defs/\(place.pointer)/properties"))
    let described = Set(try #require(try Self.schema("scenario")[pointer]?.object).keys)
    var known: Set<String> = []
    for example in place.examples { known.formUnion(try self.known(example)) }
    #expect(known == described, "\(place.pointer)")
  }

  @Test("a file has the keys that the schema has")
  func files() throws {
    let error = #expect(throws: GateError.self) {
      try Scenario(text: "id: a\ntitle: b\nsteps: [{request: GET /}]\n\(Self.unknown): 1", path: "s.yaml")
    }
    let names = Set(try #require(error).remedy.replacing("Use one of: ", with: "").split(separator: ", ").map { String($0) })
    let schema = try Self.schema("scenario")
    #expect(names == Set(schema["$defs"]?["scenario"]?["properties"]?.object?.keys ?? []))
    let fragment = #expect(throws: GateError.self) {
      try Fragment(text: "fragment: a\nsteps: [{request: GET /}]\n\(Self.unknown): 1", path: "f.yaml", parser: StepParser())
    }
    let fragmentNames = Set(try #require(fragment).remedy.replacing("Use one of: ", with: "").split(separator: ", ").map { String($0) })
    #expect(fragmentNames == Set(schema["$defs"]?["fragment"]?["properties"]?.object?.keys ?? []))
  }

  private func kinds(_ schema: JSONValue) -> Set<String> {
    let references = schema["$defs"]?["step"]?["anyOf"]?.array ?? []
    return Set(references.compactMap { $0["$ref"]?.string?.split(separator: "/").last.map { String($0) } })
  }

  @Test("the schema has every kind of step, and its own table of places misses none")
  func complete() throws {
    #expect(kinds(try Self.schema("scenario")) == Set(Scenario.vocabulary.keywords))
    #expect(Set(StepVocabulary.standard.keywords).isSubset(of: Self.places.map(\.pointer)))
  }

  @Test("races and workloads are described with the same steps, those with faults left out", arguments: ["race", "workload"])
  func shared(name: String) throws {
    let (schema, scenario) = (try Self.schema(name), try Self.schema("scenario"))
    #expect(kinds(schema) == Set(StepVocabulary.standard.keywords))
    let further = ["condition", "conditions", "expectation", "json-conditions", "response-captures", "message-captures", "output-captures"]
    for definition in StepVocabulary.standard.keywords + further {
      #expect(schema["$defs"]?[definition] == scenario["$defs"]?[definition], "\(definition)")
    }
  }

  @Test(
    "the schema takes what the parser takes",
    arguments: [
      "{poll: 1s, until: [{request: GET /}]}", "{cases: '${rows}', steps: [{request: GET /}]}",
      "{request: GET /, expect: {status: [200, 4xx], schema: a.json, operation: listThings, json: {'$..a': {each: {type: string}}}}}",
      "{request: GET /, capture: {a: cookie session, b: {from: header X, matches: 'a(b)', all: true}}}",
      "{websocket: GET /, open: a, subprotocols: [x], expect: {status: 101}}", "{receive: a, silence: 200ms}",
      "{run: [psql, -c, SELECT 1], exit: {not: 0}, output: {contains: a}, env: {A: b}, capture: {a: exit}}",
      "{if: {a: {at-least: 1}}, then: [{request: GET /}], else: [{set: {b: 1}}]}", "{use: f.yaml, with: {a: 1}}",
      "{send: a, json: {b: 1}}", "{close: a, code: 1001, expect: 1001}",
    ])
  func accepts(step: String) throws {
    let compiled = try CompiledSchema(try Self.schema("scenario"))
    let document = try YAMLDocument.parse("id: a\ntitle: b\ntags: [slow]\nsteps:\n  - \(step)", path: "s.yaml").json
    let errors = compiled.validate(document)
    #expect(errors.isEmpty, "\(errors.prefix(2))")
  }
}
