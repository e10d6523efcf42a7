import JSONDocument

/// References inside of a document, in the two forms in which a loaded one has them: `#/…`, and with the document's own URI.
enum LocalReference {
  /// Nil for an anchor and for what leads elsewhere.
  static func target(of reference: String) -> JSONPointer? {
    guard let hash = reference.firstIndex(of: "#"), hash == reference.startIndex || reference[..<hash] == OpenAPIDocument.uri else {
      return nil
    }
    return JSONPointer(fragment: String(reference[reference.index(after: hash)...]))
  }
}

extension OpenAPIDocument {
  /// Whether its schemas are of the dialect of OpenAPI 3.0, in which Swagger 2.0 is read too.
  var hasOpenAPI30Schemas: Bool { version.hasPrefix("3.0.") || version == "2.0" }
}
