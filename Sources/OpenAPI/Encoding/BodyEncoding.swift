import JSONDocument

/// A body as it goes on the wire.
public struct EncodedBody: Sendable, Hashable {
  /// The value of the Content-Type header, with its parameters.
  public let contentType: String
  public let bytes: [UInt8]
}

/// Writes bodies of one media type: JSON, forms, multipart, XML, text and bytes.
public struct BodyEncoding: Sendable {
  /// How a body of a media type is written.
  public enum Kind: Sendable, Hashable {
    case json, form, multipart, xml, text, binary
  }

  public let mediaType: MediaType
  public let kind: Kind
  let properties: [UTF8Key: PropertyEncoding]
  let xml: XMLShape?

  public init(_ mediaType: MediaType, in document: OpenAPIDocument) {
    let details = document.source.root[mediaType.pointer]
    self.init(mediaType, details: details ?? .null, schemas: SchemaText(root: document.source.root))
  }

  /// - Parameter details: the media type object as the document has it.
  init(_ mediaType: MediaType, details: JSONValue, schemas: SchemaText) {
    self.mediaType = mediaType
    kind = Self.kind(of: mediaType.essence)
    let schema = mediaType.schema.flatMap { schemas.node(at: $0) } ?? .null
    switch kind {
    case .form, .multipart:
      properties = PropertyEncoding.all(of: details["encoding"]?.object, schema: schema, schemas: schemas, isMultipart: kind == .multipart)
      xml = nil
    case .xml:
      properties = [:]
      xml = XMLShape(schema: mediaType.schema, schemas: schemas)
    default: (properties, xml) = ([:], nil)
    }
  }

  public static func kind(of name: MediaTypeName) -> Kind {
    if name.isJSON { return .json }
    switch (name.type, name.subtype) {
    case ("application", "x-www-form-urlencoded"): return .form
    case ("multipart", _): return .multipart
    case ("application", "xml"), ("text", "xml"): return .xml
    case ("text", _): return .text
    default: return name.subtype.hasSuffix("+xml") ? .xml : .binary
    }
  }

  /// The alternatives of a body, those first that carry the most: JSON, forms, multipart, XML, text, bytes.
  public static func preferred(_ content: [MediaType]) -> MediaType? {
    let order: [Kind] = [.json, .form, .multipart, .xml, .text, .binary]
    return order.lazy.compactMap { kind in content.first { Self.kind(of: $0.essence) == kind } }.first
  }

  /// - Parameter seed: of the multipart boundary, the only thing that is drawn.
  /// - Throws: ``EncodingError`` when the media type has no form for the value.
  public func encode(_ value: JSONValue, seed: UInt64 = 0) throws(EncodingError) -> EncodedBody {
    switch kind {
    case .json: return EncodedBody(contentType: concreteName("json"), bytes: value.serializedBytes())
    case .form: return EncodedBody(contentType: mediaType.name, bytes: Array(try FormBody(properties: properties).text(of: value).utf8))
    case .multipart:
      let body = MultipartBody(properties: properties, seed: seed)
      let (boundary, bytes) = try body.encode(value)
      return EncodedBody(contentType: "\(concreteName("form-data")); boundary=\(boundary)", bytes: bytes)
    case .xml:
      let text = try XMLBody(shape: xml ?? XMLShape(schema: nil, schemas: SchemaText(root: .null))).text(of: value)
      return EncodedBody(contentType: concreteName("xml"), bytes: Array(text.utf8))
    case .text, .binary:
      guard let text = ScalarText.of(value) else { throw EncodingError("\(mediaType.name) has no form for \(value.kind.rawValue)") }
      return EncodedBody(contentType: concreteName(kind == .text ? "plain" : "octet-stream"), bytes: Array(text.utf8))
    }
  }

  /// The declared name; for a range such as `text/*` a type that it covers.
  private func concreteName(_ subtype: String) -> String {
    let name = mediaType.essence
    if name.type == "*" { return "application/octet-stream" }
    return name.subtype == "*" ? "\(name.type)/\(subtype)" : mediaType.name
  }
}
