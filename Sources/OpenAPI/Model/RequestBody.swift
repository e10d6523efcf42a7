import JSONDocument

/// What an operation takes as its body.
public struct RequestBody: Sendable {
  public let isRequired: Bool
  public let content: [MediaType]
  public let pointer: JSONPointer

  /// The alternative that is JSON, if there is one.
  public var json: MediaType? { content.first(where: \.isJSON) }
}

/// One way to write a body.
public struct MediaType: Sendable {
  /// As the document has it; may be a range such as `text/*`.
  public let name: String
  public let schema: JSONPointer?
  public let examples: [JSONValue]
  public let pointer: JSONPointer

  public var isJSON: Bool { MediaTypeName(name).isJSON }
}
