import Foundation
import JSONDocument
import JSONSchema
import StepLanguage
import Testing

@testable import RaceGate

@Suite("Committed races")
struct CommittedRaceTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static var files: [String] {
    let folder = root.appendingPathComponent("contracts/races")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { "contracts/races/\($0)" }
  }

  @Test("there are some") func exist() { #expect(Self.files.count >= 2) }

  @Test("each can be read, and follows the published schema", arguments: files)
  func follows(path: String) throws {
    let text = try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
    let file = try RaceFile(text: text, path: path)
    #expect(!file.race.requirements.isEmpty)
    #expect(!file.race.defects.isEmpty)
    let schema = try Data(contentsOf: Self.root.appendingPathComponent("contracts/schemas/race.schema.json"))
    let compiled = try CompiledSchema(try JSONParser.parse(Array(schema)))
    #expect(compiled.validate(try YAMLDocument.parse(text, path: path).json).isEmpty)
  }
}

extension YAMLNode {
  /// The node as the JSON that a schema describes.
  fileprivate var json: JSONValue {
    switch content {
    case .scalar: scalar ?? .null
    case .sequence(let nodes): .array(nodes.map(\.json))
    case .mapping(let entries): .object(JSONObject(entries.map { (key: $0.key, value: $0.value.json) }))
    }
  }
}
