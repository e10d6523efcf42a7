import JSONDocument

/// Writes the values of one parameter in its place and style, or as its media type when it is described by `content`.
public struct ParameterEncoding: Sendable {
  public let parameter: Parameter
  /// Reserved characters of RFC 3986 are written as they are where the query's own delimiters allow it.
  public let allowsReserved: Bool
  /// `name=` without a value is a legal way to send the parameter.
  public let allowsEmptyValue: Bool

  public init(_ parameter: Parameter) {
    (self.parameter, allowsReserved, allowsEmptyValue) = (parameter, parameter.allowsReserved, parameter.allowsEmptyValue)
  }

  /// - Parameter document: the one that the parameter is of.
  public init(_ parameter: Parameter, in document: OpenAPIDocument) { self.init(parameter) }

  /// - Throws: ``EncodingError`` when there is no way to write the value so that it arrives: nested values in a flat style, an empty
  ///   path segment, control characters or non-ASCII text in a header.
  public func encode(_ value: JSONValue) throws(EncodingError) -> EncodedParameter {
    EncodedParameter(location: parameter.location, pieces: try pieces(value))
  }

  private func pieces(_ value: JSONValue) throws(EncodingError) -> [String] {
    let writer = StyleWriter(name: parameter.name, style: parameter.style, explode: parameter.explode, escape: escape)
    switch parameter.location {
    case .path:
      let described = try content(value)
      let text = if let described { escape(described) } else { try writer.text(value) }
      guard !text.isEmpty, text != ".", text != ".." else { throw fail("a path segment can't be \(text.isEmpty ? "empty" : text)") }
      return [text]
    case .query:
      if let text = try content(value) { return ["\(escape(parameter.name))=\(escape(text))"] }
      return try writer.pairs(value)
    case .header:
      let described = try content(value)
      let text = if let described { described } else { try writer.text(value) }
      guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x09 }) else { throw fail("a header is visible ASCII") }
      guard text.first != " ", text.last != " ", text.first != "\t", text.last != "\t" else {
        throw fail("a header loses spaces at its ends")
      }
      return [text]
    case .cookie:
      if let text = try content(value) { return ["\(parameter.name)=\(escape(text))"] }
      return try writer.pairs(value)
    }
  }

  private func fail(_ reason: String) -> EncodingError { EncodingError(reason, name: parameter.name) }

  /// The text of a value that a media type describes; nil when the parameter has a style.
  private func content(_ value: JSONValue) throws(EncodingError) -> String? {
    guard let mediaType = parameter.mediaType else { return nil }
    if MediaTypeName(mediaType).isJSON { return value.serialized() }
    guard let text = ScalarText.of(value) else { throw fail("\(mediaType) has no form for it") }
    return text
  }

  private var escape: @Sendable (String) -> String {
    switch parameter.location {
    case .header: { $0 }
    case .query where allowsReserved: { PercentCoding.encode($0, allowing: ":/?@!$'()*;") }
    case .path, .query, .cookie: { PercentCoding.encode($0) }
    }
  }
}
