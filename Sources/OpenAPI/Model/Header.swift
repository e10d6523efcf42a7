import JSONDocument

/// A header of a response or of a part of a multipart body. Its style is always `simple`.
public struct Header: Sendable {
  public let name: String
  public let isRequired: Bool
  public let isDeprecated: Bool
  public let explode: Bool
  /// Place of its schema, if it has one; that of its content where `content` describes it.
  public let schema: JSONPointer?
  /// The media type when the value is described by `content`.
  public let mediaType: String?
  public let examples: [JSONValue]
  public let pointer: JSONPointer
}
