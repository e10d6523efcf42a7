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
  public let isRequired: Bool
  public let style: Style
  public let explode: Bool
  /// Place of its schema, if it has one.
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
