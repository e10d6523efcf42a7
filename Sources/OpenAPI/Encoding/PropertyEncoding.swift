import JSONDocument

/// How one property of a form or multipart body is written: the `encoding` object of OpenAPI 3.1.1, section 4.8.15.
struct PropertyEncoding: Sendable {
  var contentType: String?
  var style: Parameter.Style?
  var explode = true
  var allowsReserved = false
  /// Further headers of the part with the value that is sent.
  var headers: [(name: String, value: String)] = []

  static func all(
    of encoding: JSONObject?, schema: JSONValue, schemas: SchemaText, isMultipart: Bool
  ) -> [UTF8Key: PropertyEncoding] {
    var result: [UTF8Key: PropertyEncoding] = [:]
    for name in propertyNames(of: schema, schemas: schemas) {
      var property = PropertyEncoding()
      if isMultipart { property.contentType = schemas.property(name, of: schema).flatMap { usualType($0, schemas) } }
      result[UTF8Key(name)] = property
    }
    for member in encoding?.members ?? [] {
      var property = result[UTF8Key(member.key)] ?? PropertyEncoding()
      property.read(member.value, schemas)
      result[UTF8Key(member.key)] = property
    }
    return result
  }

  private mutating func read(_ value: JSONValue, _ schemas: SchemaText) {
    if let text = value["contentType"]?.string {
      // The first of a list; a range becomes a type that it covers.
      let first = text.prefix { $0 != "," }.filter { $0 != " " }
      contentType = first.hasSuffix("/*") ? (first == "text/*" ? "text/plain" : "application/octet-stream") : first
    }
    style = value["style"]?.string.flatMap(Parameter.Style.init(rawValue:))
    explode = value["explode"]?.bool ?? (style == nil || style == .form)
    allowsReserved = value["allowReserved"]?.bool ?? false
    for member in value["headers"]?.object?.members ?? [] where member.key.lowercased() != "content-type" {
      let header = schemas.resolved(member.value).value
      let schema = schemas.resolved(header["schema"] ?? .null).value
      let sample = header["example"] ?? schema["example"] ?? schema["default"] ?? schema["enum"]?[0] ?? schema["const"]
      if let text = sample.flatMap(ScalarText.of) { headers.append((member.key, text)) }
    }
  }

  private static func propertyNames(of schema: JSONValue, schemas: SchemaText, depth: Int = 0) -> [String] {
    guard depth < 16 else { return [] }
    let schema = schemas.resolved(schema).value
    var names = schema["properties"]?.object?.keys ?? []
    for keyword in ["allOf", "oneOf", "anyOf"] {
      for part in schema[keyword]?.array ?? [] { names += propertyNames(of: part, schemas: schemas, depth: depth + 1) }
    }
    return names
  }

  /// The default content type of a part: JSON for objects and arrays of objects, bytes for binary strings, else text.
  private static func usualType(_ schema: JSONValue, _ schemas: SchemaText, depth: Int = 0) -> String? {
    let schema = schemas.resolved(schema).value
    if let declared = schema["contentMediaType"]?.string { return declared }
    let types = schema["type"]?.string.map { [$0] } ?? schema["type"]?.array?.compactMap(\.string) ?? []
    if types.contains("object") || schema["properties"] != nil { return "application/json" }
    if types.contains("array"), depth < 4 { return schema["items"].flatMap { usualType($0, schemas, depth: depth + 1) } }
    if ["binary", "byte"].contains(schema["format"]?.string) { return "application/octet-stream" }
    return types.isEmpty ? nil : "text/plain"
  }
}
