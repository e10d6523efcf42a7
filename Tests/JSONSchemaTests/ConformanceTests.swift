import Foundation
import JSONDocument
import JSONSchema
import Testing

/// The official suite, from the folder that `JSON_SCHEMA_TEST_SUITE` names (`json/` of the source distribution of jsonschema 4.23.0).
@Suite struct ConformanceTests {
  private static let folder = ProcessInfo.processInfo.environment["JSON_SCHEMA_TEST_SUITE"]

  /// Rules that are not part of the module: vocabularies that switch keywords off, older drafts, and the context rules of IDNA.
  private static let outOfScope: Set<String> = ["vocabulary.json", "cross-draft.json", "idn-hostname.json"]

  @Test("required cases of 2020-12", .enabled(if: folder != nil, "JSON_SCHEMA_TEST_SUITE names no folder"))
  func required() throws {
    try run("tests/draft2020-12", assertsFormat: false)
  }

  @Test("format cases of 2020-12", .enabled(if: folder != nil, "JSON_SCHEMA_TEST_SUITE names no folder"))
  func formats() throws {
    try run("tests/draft2020-12/optional/format", assertsFormat: true)
  }

  @Test("pattern cases of 2020-12", .enabled(if: folder != nil, "JSON_SCHEMA_TEST_SUITE names no folder"))
  func patterns() throws {
    try run("tests/draft2020-12/optional", assertsFormat: true)
  }

  private func run(_ path: String, assertsFormat: Bool) throws {
    let root = URL(fileURLWithPath: Self.folder ?? "")
    let remotes = try documents(root.appendingPathComponent("remotes"), prefix: "http://localhost:1234")
    var passed = 0
    let names = try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(path).path).sorted()
    for name in names where name.hasSuffix(".json") && !Self.outOfScope.contains(name) {
      let bytes = [UInt8](try Data(contentsOf: root.appendingPathComponent(path).appendingPathComponent(name)))
      for group in try JSONParser.parse(bytes).array ?? [] {
        let title = "\(name)#\(group["description"]?.string ?? "")"
        guard let schema = group["schema"] else { continue }
        var store = SchemaStore(assertsFormat: assertsFormat)
        for (uri, document) in remotes { store.add(document, uri: uri) }
        store.add(schema, uri: "urn:test")
        do {
          let compiled = try store.compile(SchemaLocation(document: "urn:test"))
          for test in group["tests"]?.array ?? [] {
            guard let data = test["data"], let expected = test["valid"]?.bool else { continue }
            let answer = compiled.accepts(data)
            let errors = compiled.validate(data)
            if answer == expected, errors.isEmpty == expected {
              passed += 1
            } else {
              Issue.record("\(title): \(test["description"]?.string ?? ""): \(answer) \(errors)")
            }
          }
        } catch {
          // The metaschemas are not embedded, and nothing is fetched.
          if !error.description.contains("https://json-schema.org/draft/") { Issue.record("\(title): \(error)") }
        }
      }
    }
    #expect(passed > 100)
  }

  private func documents(_ folder: URL, prefix: String) throws -> [(String, JSONValue)] {
    var result: [(String, JSONValue)] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      let url = folder.appendingPathComponent(name)
      if name.hasSuffix(".json") {
        result.append(("\(prefix)/\(name)", try JSONParser.parse([UInt8](try Data(contentsOf: url)))))
      } else if !name.contains("."), name == "draft2020-12" || !name.hasPrefix("draft") {
        result += try documents(url, prefix: "\(prefix)/\(name)")
      }
    }
    return result
  }
}
