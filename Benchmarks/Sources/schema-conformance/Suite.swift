import Foundation
import JSONDocument
import JSONSchema

/// The suite's files, read and run.
struct Suite {
  private let folder: URL
  private let remotes: [(uri: String, document: JSONValue)]

  /// Where the suite's remote documents are to be found, by its own convention.
  private static let remoteBase = "http://localhost:1234"

  init(folder: URL) throws {
    self.folder = folder
    remotes = try Self.documents(folder.appendingPathComponent("remotes"), prefix: Self.remoteBase)
  }

  func run(_ section: Section) throws -> Score {
    var score = Score()
    let path = folder.appendingPathComponent(section.folder)
    for name in try FileManager.default.contentsOfDirectory(atPath: path.path).sorted() where name.hasSuffix(".json") {
      for group in try Self.read(path.appendingPathComponent(name)).array ?? [] {
        run(group, in: section, title: "\(section.folder)/\(name): \(group["description"]?.string ?? "")", &score)
      }
    }
    return score
  }

  private func run(_ group: JSONValue, in section: Section, title: String, _ score: inout Score) {
    let tests = group["tests"]?.array ?? []
    guard let schema = group["schema"] else { return }
    var store = SchemaStore(dialect: section.dialect, assertsFormat: section.assertsFormat, assertsContent: section.assertsContent)
    for (uri, document) in remotes { store.add(document, uri: uri) }
    store.add(schema, uri: "urn:gatehouse:case")
    do throws(SchemaError) {
      let compiled = try store.compile(SchemaLocation(document: "urn:gatehouse:case"))
      for test in tests {
        guard let data = test["data"], let expected = test["valid"]?.bool else { continue }
        let accepted = compiled.accepts(data)
        let errors = compiled.validate(data)
        if accepted == expected, errors.isEmpty == expected {
          score.passed += 1
        } else {
          let answers = "expected \(expected), accepts says \(accepted), validate \(errors.first?.description ?? "nothing")"
          score.failures.append("\(title): \(test["description"]?.string ?? ""): \(answers)")
        }
      }
    } catch {
      score.failures += tests.map { "\(title): \($0["description"]?.string ?? ""): \(error)" }
    }
  }

  private static func read(_ file: URL) throws -> JSONValue { try JSONParser.parse([UInt8](try Data(contentsOf: file))) }

  private static func documents(_ folder: URL, prefix: String) throws -> [(uri: String, document: JSONValue)] {
    var result: [(uri: String, document: JSONValue)] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      let url = folder.appendingPathComponent(name)
      if name.hasSuffix(".json") {
        result.append(("\(prefix)/\(name)", try read(url)))
      } else if !name.contains(".") || name.hasPrefix("draft") {
        result += try documents(url, prefix: "\(prefix)/\(name)")
      }
    }
    return result
  }
}
