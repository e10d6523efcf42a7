import JSONDocument

/// How values of a schema are named in XML: the `xml` object of OpenAPI 3.1.1, section 4.8.26.
struct XMLShape: Sendable {
  let name: String?
  let namespace: String?
  let prefix: String?
  let isAttribute: Bool
  let isWrapped: Bool
  private let schema: JSONValue
  private let schemas: SchemaText

  init(schema pointer: JSONPointer?, schemas: SchemaText) {
    self.init(pointer.flatMap { schemas.root[$0] } ?? .null, name: nil, schemas: schemas)
  }

  private init(_ schema: JSONValue, name: String?, schemas: SchemaText) {
    let (resolved, component) = schemas.resolved(schema)
    let xml = resolved["xml"] ?? schema["xml"] ?? .null
    self.name = xml["name"]?.string ?? name ?? component
    namespace = xml["namespace"]?.string
    prefix = xml["prefix"]?.string
    isAttribute = xml["attribute"]?.bool ?? (xml["nodeType"]?.string == "attribute")
    isWrapped = xml["wrapped"]?.bool ?? false
    (self.schema, self.schemas) = (resolved, schemas)
  }

  /// The shape of a member; what the schema doesn't know is an element of its own name.
  func member(_ name: String) -> XMLShape { XMLShape(schemas.property(name, of: schema) ?? .null, name: name, schemas: schemas) }

  /// The shape of an array's items: their own name, or that of the array.
  var items: XMLShape { XMLShape(schema["items"] ?? .null, name: name, schemas: schemas) }

  var qualifiedName: String {
    let name = name ?? "root"
    return prefix.map { "\($0):\(name)" } ?? name
  }

  /// The attribute that declares the namespace.
  var declaration: String {
    guard let namespace else { return "" }
    let name = prefix.map { "xmlns:\($0)" } ?? "xmlns"
    return " \(name)=\"\(XMLBody.escaped(namespace))\""
  }
}
