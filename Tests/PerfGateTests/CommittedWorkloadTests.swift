import Foundation
import JSONDocument
import JSONSchema
import StepLanguage
import Testing

@testable import PerfGate

@Suite("Committed workloads")
struct CommittedWorkloadTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static var files: [String] {
    let folder = root.appendingPathComponent("contracts/workloads")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { "contracts/workloads/\($0)" }
  }

  @Test("there are some") func exist() { #expect(Self.files.count >= 2) }

  @Test("each can be read, and follows the published schema", arguments: files)
  func follows(path: String) throws {
    let text = try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
    let file = try WorkloadFile(text: text, path: path)
    #expect(!file.workload.requirements.isEmpty)
    #expect(!file.workload.defects.isEmpty)
    let schema = try Data(contentsOf: Self.root.appendingPathComponent("contracts/schemas/workload.schema.json"))
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
