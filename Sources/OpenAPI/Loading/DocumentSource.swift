import JSONDocument

/// A parsed document with the place of every value: the ground that the model is read from.
public struct DocumentSource: Sendable {
  /// Path of the file, for messages and findings.
  public let path: String
  public let root: JSONValue
  public let places: JSONSourceMap

  /// Parses JSON or YAML, whichever the text is.
  public init(_ bytes: [UInt8], path: String, limits: DocumentLimits = DocumentLimits()) throws(DocumentError) {
    self.path = path
    (root, places) = try TextReader(path: path, limits: limits).read(bytes)
  }

  /// The line of what a pointer names, or of its nearest parent.
  public func line(of pointer: JSONPointer) -> Int { places.place(of: pointer, in: root).line }

  func fail(_ message: String, at pointer: JSONPointer) -> DocumentError {
    DocumentError(path: path, line: line(of: pointer), message: message)
  }
}
