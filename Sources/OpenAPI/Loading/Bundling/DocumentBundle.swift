import JSONDocument

/// A document with the other files that it refers to, as one tree.
struct DocumentBundle {
  /// The main document; the other files stand in an array below ``externalMember``, and references to them lead there.
  var tree: LocatedValue
  /// Paths or URLs: the main document's, then those of the other files.
  let files: [String]
  let brokenReferences: [OpenAPIDocument.BrokenReference]
  /// Places outside of the document's own structure that references lead to, and what stands there.
  let targets: [(pointer: JSONPointer, part: DocumentPart)]

  /// No document is meant to have such a member itself.
  static let externalMember = "x-gatehouse-external"
}
