import JSONDocument

/// Turns the places of schemas into nodes, each once.
struct SchemaCompiler {
  let store: SchemaStore
  var index: SchemaIndex
  private var nodes: [SchemaNode] = []
  private var known: [SchemaLocation: Int] = [:]
  private var resources: [String: Int] = [:]
  private var patterns: [String: ECMAPattern] = [:]
  private var dynamicNames: Set<String> = []
  /// Schemas that have their numbers, and whose keywords are yet to be compiled.
  private var pending: [(number: Int, object: JSONObject, context: SchemaIndex.Context)] = []

  init(store: SchemaStore) {
    self.store = store
    index = SchemaIndex(documents: store.documents, dialect: store.dialect)
  }

  /// In the order in which they are evaluated: cheap assertions first, what needs the coverage of the others last.
  private static let families: [(family: any KeywordFamily.Type, vocabularies: Set<SchemaVocabulary>)] = [
    (TypeKeyword.self, [.validation]), (EnumerationKeywords.self, [.validation]), (NumericKeywords.self, [.validation]),
    (StringKeywords.self, [.validation]), (FormatKeyword.self, [.formatAnnotation, .formatAssertion]), (ContentKeyword.self, [.content]),
    (SizeKeywords.self, [.validation]),
    (RequirementKeywords.self, [.validation]), (PropertyKeywords.self, [.applicator]), (ItemKeywords.self, [.applicator]),
    (ContainsKeyword.self, [.applicator]), (CombinationKeywords.self, [.applicator]), (ConditionalKeyword.self, [.applicator]),
    (ReferenceKeywords.self, [.core]), (UnevaluatedKeywords.self, [.unevaluated]),
  ]

  /// The number of the schema at a place.
  ///
  /// What the schema says is compiled later, so that neither deep schemas nor long chains of references exhaust the stack.
  mutating func node(at location: SchemaLocation) throws(SchemaError) -> Int {
    if let node = known[location] { return node }
    guard let value = index.value(at: location) else { throw SchemaError("there is nothing at this place", at: location) }
    let context = index.context(of: location)
    let number = nodes.count
    var body = SchemaNode.Body.always(true)
    switch value {
    case .bool(let allows): body = .always(allows)
    case .object(let object): pending.append((number, visible(object, context.dialect), context))
    default: throw SchemaError("a schema is an object or a boolean, not \(value.kind.rawValue)", at: location)
    }
    known[location] = number
    nodes.append(SchemaNode(location: location, source: value, resource: resourceNumber(context.base), body: body))
    return number
  }

  private mutating func compilePending() throws(SchemaError) {
    var next = 0
    while next < pending.count {
      let (number, object, context) = pending[next]
      next += 1
      let location = nodes[number].location
      if let unknown = context.dialect.unknownVocabulary {
        throw SchemaError("its metaschema demands the vocabulary \(unknown), which is not known here", at: location)
      }
      let schema = SchemaSource(object: object, location: location, context: context)
      var keywords: [any Keyword] = []
      for (family, vocabularies) in Self.families where !vocabularies.isDisjoint(with: context.dialect.vocabularies) {
        keywords += try family.compile(schema, &self)
      }
      nodes[number].body = .keywords(keywords)
      nodes[number].needsCoverage = keywords.contains { $0 is UnevaluatedItems || $0 is UnevaluatedProperties }
    }
    pending = []
  }

  /// What stands beside a `$ref` doesn't count in dialects before 2019-09.
  private func visible(_ object: JSONObject, _ dialect: SchemaDialect) -> JSONObject {
    guard dialect.referenceHidesSiblings, let reference = object["$ref"], reference.string != nil else { return object }
    return ["$ref": reference]
  }

  /// Compiles a schema with everything that it needs; after a failure everything is as it was before.
  mutating func compile(_ location: SchemaLocation) throws(SchemaError) -> Int {
    let before = nodes.count
    do throws(SchemaError) {
      let root = try node(at: location)
      try compilePending()
      try compileDynamicAnchors()
      return root
    } catch {
      pending = []
      for node in nodes[before...] { known[node.location] = nil }
      nodes.removeSubrange(before...)
      throw error
    }
  }

  /// Any resource may turn out to hold the target of a dynamic reference, also one that came in after the reference was compiled.
  private mutating func compileDynamicAnchors() throws(SchemaError) {
    guard !dynamicNames.isEmpty else { return }
    var compiled = -1
    while compiled != nodes.count {
      compiled = nodes.count
      for base in resources.keys.sorted() {
        for (name, place) in index.dynamicAnchors[base] ?? [:] where dynamicNames.contains(name) { _ = try node(at: place) }
      }
      try compilePending()
    }
  }

  /// What has been compiled so far.
  var program: SchemaProgram {
    var anchors = [[String: Int]](repeating: [:], count: resources.count)
    for (base, number) in resources {
      for (name, location) in index.dynamicAnchors[base] ?? [:] { anchors[number][name] = known[location] }
    }
    return SchemaProgram(nodes: nodes, dynamicAnchors: anchors)
  }

  /// The place that a reference names, seen from a base URI.
  mutating func resolve(_ reference: String, base: String, at location: SchemaLocation) throws(SchemaError) -> SchemaLocation {
    let target = URIReference(reference).resolved(against: URIReference(base))
    let uri = target.withoutFragment
    guard let resource = index.resources[uri] ?? index.loadMetaschema(uri) else {
      throw SchemaError("the reference leads to \(uri), which is not among the known documents", at: location)
    }
    guard let fragment = target.fragment, !fragment.isEmpty else { return resource }
    if fragment.hasPrefix("/") {
      guard let pointer = JSONPointer(fragment: fragment) else { throw SchemaError("\(reference) is not a JSON pointer", at: location) }
      let found = SchemaLocation(document: resource.document, pointer: resource.pointer.appending(contentsOf: pointer.tokens))
      guard index.value(at: found) != nil else { throw SchemaError("\(reference) leads to nothing", at: location) }
      index.scan(found)
      return found
    }
    guard let anchor = index.anchors[uri + "#" + fragment] else { throw SchemaError("\(reference) names no anchor", at: location) }
    return anchor
  }

  /// Notes that the targets of a dynamic anchor are needed in every resource.
  mutating func needDynamicAnchors(named name: String) { dynamicNames.insert(name) }

  mutating func pattern(_ text: String, at location: SchemaLocation) throws(SchemaError) -> ECMAPattern {
    if let pattern = patterns[text] { return pattern }
    do throws(PatternError) {
      let pattern = try ECMAPattern(text)
      patterns[text] = pattern
      return pattern
    } catch {
      throw SchemaError(error.description, at: location)
    }
  }

  private mutating func resourceNumber(_ base: String) -> Int {
    if let number = resources[base] { return number }
    resources[base] = resources.count
    return resources.count - 1
  }
}

/// A group of keywords that belong together.
protocol KeywordFamily: SendableMetatype {
  static func compile(_ schema: SchemaSource, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [any Keyword]
}
