import JSONDocument
import OpenAPI

extension OpenAPIDocument {
  /// Every schema of the components, of the operations and inside of those, each once, in the order of the document.
  func allSchemas() -> [JSONPointer] {
    var walk = SchemaWalk(root: source.root)
    for name in source.root["components"]?["schemas"]?.object?.keys ?? [] {
      walk.visit(JSONPointer(tokens: ["components", "schemas", name]), depth: 0)
    }
    for operation in operations {
      for place in operation.parameters.compactMap(\.schema) { walk.visit(place, depth: 0) }
      for media in operation.requestBody?.content ?? [] { walk.visit(media) }
      for response in operation.responses {
        for place in response.headers.compactMap(\.schema) { walk.visit(place, depth: 0) }
        for media in response.content { walk.visit(media) }
      }
    }
    return walk.found
  }
}

/// Goes through schemas without following references, whose targets are visited where they stand.
private struct SchemaWalk {
  let root: JSONValue
  private(set) var found: [JSONPointer] = []
  private var seen: Set<JSONPointer> = []

  private static let deepest = 64
  private static let single = [
    "additionalProperties", "unevaluatedProperties", "items", "unevaluatedItems", "contains", "propertyNames", "not", "if", "then", "else",
  ]
  private static let lists = ["allOf", "anyOf", "oneOf", "prefixItems"]
  private static let maps = ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"]

  init(root: JSONValue) { self.root = root }

  mutating func visit(_ media: MediaType) {
    for place in [media.schema, media.itemSchema].compactMap(\.self) { visit(place, depth: 0) }
  }

  mutating func visit(_ place: JSONPointer, depth: Int) {
    guard depth < Self.deepest, let schema = root[place], seen.insert(place).inserted else { return }
    visit(schema, at: place, depth: depth)
  }

  private mutating func visit(_ schema: JSONValue, at place: JSONPointer, depth: Int) {
    guard schema.object != nil, depth < Self.deepest else { return }
    found.append(place)
    func child(_ value: JSONValue, _ pointer: JSONPointer, _ walk: inout SchemaWalk) {
      if walk.seen.insert(pointer).inserted { walk.visit(value, at: pointer, depth: depth + 1) }
    }
    for name in Self.single {
      guard let value = schema[name] else { continue }
      child(value, place.appending(name), &self)
    }
    for name in Self.lists {
      for (position, value) in (schema[name]?.array ?? []).enumerated() { child(value, place.appending(name).appending(position), &self) }
    }
    for name in Self.maps {
      for member in schema[name]?.object?.members ?? [] { child(member.value, place.appending(name).appending(member.key), &self) }
    }
  }
}
