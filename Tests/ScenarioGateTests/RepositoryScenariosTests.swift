import Foundation
import GateKit
import JSONDocument
import JSONSchema
import StepLanguage
import Testing

@testable import ScenarioGate

/// The scenarios of this repository, and the schema that editors complete them with.
struct RepositoryScenariosTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  private var files: DiskFileTree { DiskFileTree(root: Self.root) }

  private func schema() throws -> CompiledSchema {
    try CompiledSchema(try JSONParser.parse(try files.read("contracts/schemas/scenario.schema.json")))
  }

  @Test("every scenario reads, names requirements, and is valid by the schema")
  func valid() throws {
    let schema = try schema()
    let scenarios = try ScenarioFolder(path: "contracts/scenarios").read(files)
    #expect(scenarios.count >= 17)
    for scenario in scenarios {
      #expect(!scenario.requirements.isEmpty, "\(scenario.id)")
      #expect(scenario.location.path == "contracts/scenarios/\(scenario.id).yaml")
      let node = try YAMLDocument.parse(try files.text(scenario.location.path), path: scenario.location.path)
      let errors = schema.validate(node.json)
      #expect(errors.isEmpty, "\(scenario.id): \(errors.prefix(2))")
    }
  }

  @Test("what the reader refuses, the schema refuses as well")
  func refuses() throws {
    let schema = try schema()
    let wrong = [
      "id: a\ntitle: b\nsteps: []", "id: A\ntitle: b\nsteps: [{request: GET /}]", "id: a\ntitle: b\nsteps: [{requst: GET /}]",
      "id: a\ntitle: b\nsteps: [{request: GET /, expect: {}}]", "id: a\ntitle: b\nsteps: [{request: GET /, expect: {json: {a: 1}}}]",
      "id: a\ntitle: b\nsteps: [{fault: latency, dependency: x}]", "id: a\ntitle: b\nsteps: [{advance: soon}]",
      "id: a\ntitle: b\nsteps: [{process: {service: pause}}]", "id: a\ntitle: b\nsteps: [{process: {service: stop}, delay: 1s}]",
      "id: a\ntitle: b\ndependencies: [x]\nsteps: [{fault: refuse, dependency: x, delay: 1s}]",
      "id: a\ntitle: b\ndependencies: [x]\nsteps: [{fault: blackhole, dependency: x, after: {seconds: 1}}]",
      "id: a\ntitle: b\ndependencies: [x]\nsteps: [{fault: malformed, dependency: x}]",
      "id: a\ntitle: b\nsteps: [{cases: [], steps: [{request: GET /}]}]",
      "id: a\ntitle: b\nsteps: [{repeat: 0, steps: [{request: GET /}]}]",
      "id: a\ntitle: b\nsteps: [{if: {a: 1}}]", "id: a\ntitle: b\nsteps: [{run: []}]", "fragment: a\nsteps: []",
      "id: a\ntitle: b", "id: a\ntitle: b\nrefuses: {contains: x}\nsteps: [{request: GET /}]",
      "id: a\ntitle: b\nrefuses: {contains: x}\nsetup: [{request: GET /}]", "id: a\ntitle: b\nrefuses: {contains: x}\nteardown: []",
      "id: a\ntitle: b\nsteps: [{raw: x}]", "id: a\ntitle: b\nsteps: [{raw: \"\", expect: {status: 400}}]",
      "id: a\ntitle: b\nextra: 1\nsteps: [{request: GET /}]", "id: a\ntitle: b\nsteps: [{poll: 1s}]",
    ]
    for text in wrong {
      #expect(throws: GateError.self, "\(text)") { try Scenario(text: text, path: "w") }
      #expect(!schema.accepts(try YAMLDocument.parse(text, path: "w").json), "\(text)")
    }
  }
}
