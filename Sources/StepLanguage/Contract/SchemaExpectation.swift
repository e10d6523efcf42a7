import GateKit
import GateModel
import JSONDocument
import JSONSchema

/// A JSON Schema that a document must be valid by: a file, from the folder of the file that names it, or the schema itself.
struct SchemaExpectation: Sendable {
  private let schema: CompiledSchema
  private let name: String
  private let location: SourceLocation

  /// - Throws: `GateError` for a file that is not there, and for what is no schema.
  init(_ node: YAMLNode, files: (any FileTree)?) throws {
    location = node.location
    let source: JSONValue
    if case .scalar = node.content {
      let path = try RepositoryPath.resolve(try node.text("schema"), from: node.location)
      guard let files else { throw GateError("schemas by file cannot be used here", at: node.location, remedy: "Write the schema out") }
      name = path
      source = try Self.read(path, files, at: node.location)
    } else {
      name = "the schema"
      source = node.json
    }
    do throws(SchemaError) {
      schema = try CompiledSchema(source, assertsFormat: true)
    } catch {
      throw GateError("\(name) is no JSON Schema: \(error)", at: node.location, remedy: "Correct the schema")
    }
  }

  private static func read(_ path: String, _ files: any FileTree, at location: SourceLocation) throws -> JSONValue {
    let text = try RepositoryPath.text(path, in: files, namedAt: location)
    if path.hasSuffix(".yaml") || path.hasSuffix(".yml") { return try YAMLDocument.parse(text, path: path).json }
    do throws(JSONParseError) {
      return try JSONParser.parse(text)
    } catch {
      throw GateError("\(path) is no JSON document: \(error)", at: location, remedy: "Correct the file")
    }
  }

  /// - Returns: how many conditions were judged.
  /// - Throws: ``Unmet`` with the first violation.
  func judge(_ bytes: [UInt8], _ subject: String) throws -> Int {
    let document: JSONValue
    do {
      document = try JSONParser.parse(bytes)
    } catch {
      throw Unmet(subject, expected: "a JSON document", found: "none: \(error)", at: location)
    }
    let errors = schema.validate(document)
    guard let first = errors.first else { return 1 }
    throw Unmet(subject, expected: "valid by \(name)", found: SchemaViolation.text(first, of: errors.count), at: location)
  }
}

enum SchemaViolation {
  static func text(_ error: ValidationError, of count: Int) -> String {
    let more = count > 1 ? " (and \(count - 1) more)" : ""
    let place = error.instance.tokens.isEmpty ? "the document" : "\(error.instance)"
    return "not valid at \(place): \(error.message)\(more)"
  }
}
