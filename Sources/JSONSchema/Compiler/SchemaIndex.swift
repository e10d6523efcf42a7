import JSONDocument

/// Which URIs name which schemas: identifiers and anchors found by walking through the places where schemas can stand.
struct SchemaIndex {
  let documents: [String: JSONValue]
  /// Base URI → place.
  private(set) var resources: [String: SchemaLocation] = [:]
  /// Place → base URI, for every schema that begins a resource.
  private(set) var bases: [SchemaLocation: String] = [:]
  /// URI with a plain-name fragment → place.
  private(set) var anchors: [String: SchemaLocation] = [:]
  /// Base URI → name → place.
  private(set) var dynamicAnchors: [String: [String: SchemaLocation]] = [:]
  private var scanned: Set<SchemaLocation> = []

  init(documents: [String: JSONValue]) {
    self.documents = documents
    for uri in documents.keys {
      let location = SchemaLocation(document: uri)
      let base = URIReference(uri).withoutFragment
      resources[base] = location
      bases[location] = base
    }
  }

  func value(at location: SchemaLocation) -> JSONValue? { documents[location.document]?[location.pointer] }

  mutating func scan(_ location: SchemaLocation) {
    guard let value = value(at: location) else { return }
    scan(value, location, base: base(of: location))
  }

  /// The base URI that holds at a place: that of the innermost resource around it.
  func base(of location: SchemaLocation) -> String {
    var pointer = location.pointer
    while true {
      if let base = bases[SchemaLocation(document: location.document, pointer: pointer)] { return base }
      guard let parent = pointer.parent else { return location.document }
      pointer = parent
    }
  }

  private mutating func scan(_ value: JSONValue, _ location: SchemaLocation, base outer: String) {
    guard let schema = value.object, scanned.insert(location).inserted else { return }
    var base = outer
    if let id = schema["$id"]?.string, !id.hasPrefix("#") {
      base = URIReference(id).resolved(against: URIReference(outer)).withoutFragment
      resources[base] = location
      bases[location] = base
    }
    if let name = schema["$anchor"]?.string { anchors[base + "#" + name] = location }
    if let name = schema["$dynamicAnchor"]?.string {
      anchors[base + "#" + name] = location
      dynamicAnchors[base, default: [:]][name] = location
    }
    for member in schema.members {
      let place = location.appending(member.key)
      if Self.single.contains(member.key) {
        scan(member.value, place, base: base)
      } else if Self.lists.contains(member.key) {
        for (position, item) in (member.value.array ?? []).enumerated() { scan(item, place.appending(position), base: base) }
      } else if Self.maps.contains(member.key) {
        for child in member.value.object?.members ?? [] { scan(child.value, place.appending(child.key), base: base) }
      }
    }
  }

  private static let single: Set<String> = [
    "additionalProperties", "propertyNames", "items", "contains", "not", "if", "then", "else", "unevaluatedItems",
    "unevaluatedProperties", "contentSchema",
  ]
  private static let lists: Set<String> = ["allOf", "anyOf", "oneOf", "prefixItems"]
  private static let maps: Set<String> = ["properties", "patternProperties", "dependentSchemas", "dependencies", "$defs", "definitions"]
}
