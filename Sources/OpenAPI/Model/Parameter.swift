import JSONDocument

/// A parameter in the path, the query, a header or a cookie.
public struct Parameter: Sendable {
  public enum Location: String, Sendable {
    case path, query, header, cookie
  }

  public enum Style: String, Sendable {
    case matrix, label, form, simple, spaceDelimited, pipeDelimited, deepObject
  }

  public let name: String
  public let location: Location
  /// A path parameter always is.
  public let isRequired: Bool
  /// Whether the document says `required: true`.
  let saysRequired: Bool
  public let isDeprecated: Bool
  public let style: Style
  public let explode: Bool
  /// Whether reserved characters of a query value are sent as they are.
  public let allowsReserved: Bool
  /// Whether a query parameter may be sent without a value.
  public let allowsEmptyValue: Bool
  /// Place of its schema, if it has one; that of its content where `content` describes it.
  public let schema: JSONPointer?
  /// The media type when the value is described by `content`.
  public let mediaType: String?
  public let examples: [JSONValue]
  public let pointer: JSONPointer

  /// Header names don't distinguish case.
  public func hasName(_ other: String) -> Bool {
    location == .header ? name.lowercased() == other.lowercased() : name.hasSameUTF8(as: other)
  }
}
