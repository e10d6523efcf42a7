import JSONDocument

/// A parsed document with the place of every value: the ground that the model is read from.
public struct DocumentSource: Sendable {
  /// Path of the file, for messages and findings.
  public let path: String
  public let root: JSONValue
  public let places: JSONSourceMap

  /// Parses JSON or YAML. A file whose name ends in `.json` must be strict JSON.
  public init(_ bytes: [UInt8], path: String, limits: DocumentLimits = DocumentLimits()) throws(DocumentError) {
    self.path = path
    guard bytes.count <= limits.bytes else {
      throw DocumentError(path: path, line: 0, message: "the file has \(bytes.count) bytes, the limit is \(limits.bytes)")
    }
    if path.hasSuffix(".json") {
      do throws(JSONParseError) {
        (root, places) = try JSONParser.parseLocated(bytes, limits: JSONLimits(bytes: limits.bytes, depth: limits.depth))
      } catch {
        throw DocumentError(path: path, line: error.position.line, message: "not JSON: \(error.reason)")
      }
    } else {
      (root, places) = try YAMLReader.read(bytes, path: path, limits: limits)
    }
  }

  /// The line of what a pointer names, or of its nearest parent.
  public func line(of pointer: JSONPointer) -> Int { places.place(of: pointer, in: root).line }

  func fail(_ message: String, at pointer: JSONPointer) -> DocumentError {
    DocumentError(path: path, line: line(of: pointer), message: message)
  }
}
