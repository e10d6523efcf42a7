import JSONDocument

/// One way to write a body.
public struct MediaType: Sendable {
  /// How one property of a form or multipart body is written: the Encoding Object of OpenAPI 3.1.1, section 4.8.15.
  public struct Encoding: Sendable {
    /// The property's name.
    public let property: String
    /// As the document has it: a type, a range, or several with commas; nil where the default holds.
    public let contentType: String?
    /// Of the part in a multipart body, Content-Type left out.
    public let headers: [Header]
    public let style: Parameter.Style?
    public let explode: Bool
    public let allowsReserved: Bool
    public let pointer: JSONPointer
  }

  /// As the document has it; may be a range such as `text/*`.
  public let name: String
  /// The name without its parameters.
  public let essence: MediaTypeName
  public let schema: JSONPointer?
  /// Schema of each item of a sequence such as `text/event-stream` (OpenAPI 3.2; read in every version, also as `x-item-schema`).
  public let itemSchema: JSONPointer?
  public let encoding: [Encoding]
  public let examples: [JSONValue]
  public let pointer: JSONPointer

  init(
    name: String, schema: JSONPointer?, itemSchema: JSONPointer?, encoding: [Encoding], examples: [JSONValue], pointer: JSONPointer
  ) {
    (self.name, essence, self.schema, self.itemSchema) = (name, MediaTypeName(name), schema, itemSchema)
    (self.encoding, self.examples, self.pointer) = (encoding, examples, pointer)
  }

  public var isJSON: Bool { essence.isJSON }

  /// Whether a body of this type is a series of events or values that has no end of its own.
  public var isSequence: Bool { essence.isSequence }

  public func encoding(of property: String) -> Encoding? { encoding.first { $0.property.hasSameUTF8(as: property) } }
}
