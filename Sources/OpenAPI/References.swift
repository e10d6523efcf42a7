import JSONDocument

extension OpenAPIDocument {
  /// A reference that doesn't lead to a place in the document or in a file that may be read.
  public struct BrokenReference: Sendable, Hashable {
    public let reference: String
    /// Place of the `$ref`. In a document that was converted from Swagger 2.0, the place that it had there.
    public let pointer: JSONPointer
    /// Whether it names another file or a URL.
    public let isExternal: Bool
    /// The file that it stands in.
    public let path: String
    /// From 1.
    public let line: Int
    /// From 1.
    public let column: Int
    /// What is wrong, to be read after the reference: `leads to nothing`.
    public let reason: String
  }

  /// Every `$ref` that leads to nothing, out of the repository, or to a file that can't be read, in the order of files and lines.
  ///
  /// What stands in examples, defaults, enumerations and extensions is data and isn't looked at.
  public func brokenReferences() -> [BrokenReference] { source.brokenReferences }
}
