import JSONDocument

/// Which URIs name which schemas: identifiers and anchors found by walking through the places where schemas can stand.
struct SchemaIndex {
  /// What holds in a schema resource.
  struct Context: Sendable {
    let base: String
    let dialect: SchemaDialect
  }

  private(set) var documents: [String: JSONValue]
  private let dialect: SchemaDialect
  /// Base URI → place.
  private(set) var resources: [String: SchemaLocation] = [:]
  /// Place → what holds there, for every schema that begins a resource.
  private var contexts: [SchemaLocation: Context] = [:]
  /// The documents that hold resources inside of them.
  private var divided: Set<String> = []
  /// URI with a plain-name fragment → place.
  private(set) var anchors: [String: SchemaLocation] = [:]
  /// Base URI → name → place.
  private(set) var dynamicAnchors: [String: [String: SchemaLocation]] = [:]
  private var scanned: Set<SchemaLocation> = []

  /// The name under which `$recursiveAnchor` stands among the dynamic anchors; no anchor of 2020-12 can have it.
  static let recursiveAnchor = "$recursiveAnchor"

  init(documents: [String: JSONValue], dialect: SchemaDialect) {
    (self.documents, self.dialect) = (documents, dialect)
    for (uri, document) in documents { register(document, uri: uri) }
  }

  func value(at location: SchemaLocation) -> JSONValue? { documents[location.document]?[location.pointer] }

  mutating func scan(_ location: SchemaLocation) {
    guard let value = value(at: location) else { return }
    scan(value, location, context(of: location))
  }

  /// Brings a published metaschema in, when that is what the URI names.
  mutating func loadMetaschema(_ uri: String) -> SchemaLocation? {
    guard documents[uri] == nil, let document = Metaschemas.document(uri) else { return nil }
    documents[uri] = document
    register(document, uri: uri)
    scan(SchemaLocation(document: uri))
    return resources[uri]
  }

  /// The context that holds at a place: that of the innermost resource around it.
  func context(of location: SchemaLocation) -> Context {
    // Most documents are one resource, and then the way up through all parents can be spared.
    var pointer = divided.contains(location.document) ? location.pointer : .root
    while true {
      if let context = contexts[SchemaLocation(document: location.document, pointer: pointer)] { return context }
      guard let parent = pointer.parent else { return Context(base: location.document, dialect: dialect) }
      pointer = parent
    }
  }

  private mutating func register(_ document: JSONValue, uri: String) {
    let location = SchemaLocation(document: uri)
    let base = URIReference(uri).withoutFragment
    resources[base] = location
    contexts[location] = Context(base: base, dialect: named(in: document) ?? dialect)
  }

  /// The dialect that a resource's `$schema` names; nil when it names none, or one that nobody knows.
  private func named(in resource: JSONValue) -> SchemaDialect? {
    guard let uri = resource["$schema"]?.string else { return nil }
    if let known = SchemaDialect(metaschemaURI: uri) { return known }
    guard let metaschema = documents[URIReference(uri).withoutFragment], let parent = metaschema["$schema"]?.string,
      let base = SchemaDialect(metaschemaURI: parent)
    else { return nil }
    return metaschema["$vocabulary"]?.object.map { base.restricted(to: $0) } ?? base
  }

  private mutating func scan(_ value: JSONValue, _ location: SchemaLocation, _ outer: Context) {
    guard let schema = value.object, scanned.insert(location).inserted else { return }
    let context = identify(value, location, outer)
    let (base, dialect) = (context.base, context.dialect)
    if dialect.knows("$anchor"), let name = schema["$anchor"]?.string { anchors[base + "#" + name] = location }
    if dialect.knows("$dynamicAnchor"), let name = schema["$dynamicAnchor"]?.string {
      anchors[base + "#" + name] = location
      dynamicAnchors[base, default: [:]][name] = location
    }
    if dialect.knows(Self.recursiveAnchor), schema[Self.recursiveAnchor] == true, resources[base] == location {
      dynamicAnchors[base, default: [:]][Self.recursiveAnchor] = location
    }
    for member in schema.members where dialect.knows(member.key) {
      let place = location.appending(member.key)
      switch Self.shapes[member.key] {
      case .single: scanEach(member.value, place, context)
      case .list: for (position, item) in (member.value.array ?? []).enumerated() { scan(item, place.appending(position), context) }
      case .map: for child in member.value.object?.members ?? [] { scan(child.value, place.appending(child.key), context) }
      case nil: break
      }
    }
  }

  /// `items` of the older drafts may also be a list.
  private mutating func scanEach(_ value: JSONValue, _ place: SchemaLocation, _ context: Context) {
    guard let items = value.array else { return scan(value, place, context) }
    for (position, item) in items.enumerated() { scan(item, place.appending(position), context) }
  }

  /// Notes the URI that a schema gives itself.
  private mutating func identify(_ schema: JSONValue, _ location: SchemaLocation, _ outer: Context) -> Context {
    // A resource may say by `$schema` that it is of another dialect, whose identifier then counts.
    let dialect = named(in: schema) ?? outer.dialect
    guard let keyword = dialect.identifier, let id = schema[keyword]?.string else { return outer }
    if dialect.referenceHidesSiblings, schema["$ref"]?.string != nil { return outer }
    let uri = URIReference(id).resolved(against: URIReference(outer.base))
    let base = uri.withoutFragment
    if let name = uri.fragment, !name.isEmpty {
      guard dialect.identifierNamesAnchors else { return outer }
      anchors[base + "#" + name] = location
      if base == outer.base { return outer }
    }
    resources[base] = location
    let context = Context(base: base, dialect: dialect)
    contexts[location] = context
    divided.insert(location.document)
    return context
  }

  /// How the schemas below a keyword are arranged.
  private enum Shape { case single, list, map }

  private static let shapes: [String: Shape] = [
    "additionalProperties": .single, "propertyNames": .single, "items": .single, "additionalItems": .single, "contains": .single,
    "not": .single, "if": .single, "then": .single, "else": .single, "unevaluatedItems": .single, "unevaluatedProperties": .single,
    "contentSchema": .single,
    "allOf": .list, "anyOf": .list, "oneOf": .list, "prefixItems": .list,
    "properties": .map, "patternProperties": .map, "dependentSchemas": .map, "dependencies": .map, "$defs": .map, "definitions": .map,
  ]
}
