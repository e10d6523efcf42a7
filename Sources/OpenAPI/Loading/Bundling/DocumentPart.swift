/// The kinds of objects that an OpenAPI document is made of, as far as references can stand in them.
enum DocumentPart: Hashable {
  case document, components, pathItem, operation, parameter, requestBody, mediaType, encoding, header, response, callback, schema
  /// Objects without further parts: examples, links, security schemes.
  case leaf

  /// How the parts below a member are arranged.
  enum Arrangement {
    case one(DocumentPart)
    case list(DocumentPart)
    /// By names that somebody chose.
    case map(DocumentPart)
    /// One part, or a list of them.
    case oneOrList(DocumentPart)
  }

  /// What stands at a member; nil for data and for what holds no parts.
  func arrangement(of member: String) -> Arrangement? {
    if self == .callback { return member.hasPrefix("x-") ? nil : .one(.pathItem) }
    return Self.members[self]?[member]
  }

  /// Whether a reference may stand in place of such an object.
  var mayBeReference: Bool { self != .document && self != .components }

  /// The part that a path through this one leads to; nil where it leads into data.
  func part(at tokens: ArraySlice<String>) -> DocumentPart? {
    guard let first = tokens.first else { return self }
    let rest = tokens.dropFirst()
    switch arrangement(of: first) {
    case .one(let part): return part.part(at: rest)
    case .list(let part), .map(let part): return rest.isEmpty ? nil : part.part(at: rest.dropFirst())
    case .oneOrList(let part):
      // A number after it is an index: no keyword is named so.
      if let next = rest.first, Int(next) != nil { return part.part(at: rest.dropFirst()) }
      return part.part(at: rest)
    case nil: return nil
    }
  }

  private static let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"]

  private static let schemaMembers: [String: Arrangement] = [
    "properties": .map(.schema), "patternProperties": .map(.schema), "dependentSchemas": .map(.schema), "dependencies": .map(.schema),
    "$defs": .map(.schema), "definitions": .map(.schema),
    "allOf": .list(.schema), "anyOf": .list(.schema), "oneOf": .list(.schema), "prefixItems": .list(.schema),
    "items": .oneOrList(.schema), "additionalItems": .one(.schema), "unevaluatedItems": .one(.schema), "contains": .one(.schema),
    "additionalProperties": .one(.schema), "unevaluatedProperties": .one(.schema), "propertyNames": .one(.schema),
    "not": .one(.schema), "if": .one(.schema), "then": .one(.schema), "else": .one(.schema), "contentSchema": .one(.schema),
  ]

  private static let valueMembers: [String: Arrangement] = [
    "schema": .one(.schema), "content": .map(.mediaType), "examples": .map(.leaf),
  ]

  /// The members of OpenAPI 3 and of Swagger 2.0 together: none of them means one thing here and another there.
  private static let members: [DocumentPart: [String: Arrangement]] = [
    .document: [
      "paths": .map(.pathItem), "webhooks": .map(.pathItem), "components": .one(.components), "definitions": .map(.schema),
      "parameters": .map(.parameter), "responses": .map(.response),
    ],
    .components: [
      "schemas": .map(.schema), "responses": .map(.response), "parameters": .map(.parameter), "examples": .map(.leaf),
      "requestBodies": .map(.requestBody), "headers": .map(.header), "securitySchemes": .map(.leaf), "links": .map(.leaf),
      "callbacks": .map(.callback), "pathItems": .map(.pathItem), "mediaTypes": .map(.mediaType),
    ],
    .pathItem: Dictionary(
      uniqueKeysWithValues: methods.map { ($0, Arrangement.one(.operation)) }
        + [("parameters", .list(.parameter)), ("additionalOperations", .map(.operation))]),
    .operation: [
      "parameters": .list(.parameter), "requestBody": .one(.requestBody), "responses": .map(.response), "callbacks": .map(.callback),
    ],
    .parameter: valueMembers, .header: valueMembers,
    .requestBody: ["content": .map(.mediaType)],
    .mediaType: ["schema": .one(.schema), "itemSchema": .one(.schema), "encoding": .map(.encoding), "examples": .map(.leaf)],
    .encoding: ["headers": .map(.header)],
    .response: ["headers": .map(.header), "content": .map(.mediaType), "links": .map(.leaf), "schema": .one(.schema)],
    .schema: schemaMembers,
  ]
}
