import JSONDocument

/// Turns the places of schemas into nodes, each once.
struct SchemaCompiler {
  let store: SchemaStore
  var index: SchemaIndex
  private var nodes: [SchemaNode] = []
  private var known: [SchemaLocation: Int] = [:]
  private var resources: [String: Int] = [:]
  private var patterns: [String: ECMAPattern] = [:]

  init(store: SchemaStore) {
    self.store = store
    index = SchemaIndex(documents: store.documents)
  }

  /// In the order in which they are evaluated: cheap assertions first, what needs the coverage of the others last.
  private static let families: [any KeywordFamily.Type] = [
    TypeKeyword.self, EnumerationKeywords.self, NumericKeywords.self, StringKeywords.self, FormatKeyword.self, SizeKeywords.self,
    RequirementKeywords.self, PropertyKeywords.self, ItemKeywords.self, ContainsKeyword.self, CombinationKeywords.self,
    ConditionalKeyword.self, ReferenceKeywords.self, UnevaluatedKeywords.self,
  ]

  mutating func node(at location: SchemaLocation) throws(SchemaError) -> Int {
    if let node = known[location] { return node }
    guard let value = index.value(at: location) else { throw SchemaError("there is nothing at this place", at: location) }
    let base = index.base(of: location)
    let resource = resourceNumber(base)
    let number = nodes.count
    known[location] = number
    switch value {
    case .bool(let allows):
      nodes.append(SchemaNode(location: location, source: value, resource: resource, body: .always(allows)))
    case .object(let object):
      nodes.append(SchemaNode(location: location, source: value, resource: resource, body: .always(true)))
      let schema = SchemaSource(object: visible(object), location: location, base: base)
      var keywords: [any Keyword] = []
      for family in Self.families { keywords += try family.compile(schema, &self) }
      nodes[number].body = .keywords(keywords)
      nodes[number].needsCoverage = keywords.contains { $0 is UnevaluatedItems || $0 is UnevaluatedProperties }
    default: throw SchemaError("a schema is an object or a boolean, not \(value.kind.rawValue)", at: location)
    }
    return number
  }

  /// What stands beside a `$ref` doesn't count in dialects before 2019-09.
  private func visible(_ object: JSONObject) -> JSONObject {
    guard store.dialect.referenceHidesSiblings, let reference = object["$ref"], reference.string != nil else { return object }
    return ["$ref": reference]
  }

  func finish() -> SchemaProgram {
    var anchors = [[String: Int]](repeating: [:], count: resources.count)
    for (base, number) in resources {
      for (name, location) in index.dynamicAnchors[base] ?? [:] { anchors[number][name] = known[location] }
    }
    return SchemaProgram(nodes: nodes, dynamicAnchors: anchors)
  }

  /// The place that a reference names, seen from a base URI.
  mutating func resolve(_ reference: String, base: String, at location: SchemaLocation) throws(SchemaError) -> SchemaLocation {
    let target = URIReference(reference).resolved(against: URIReference(base))
    guard let resource = index.resources[target.withoutFragment] else {
      throw SchemaError("$ref leads to \(target.withoutFragment), which is not among the known documents", at: location)
    }
    guard let fragment = target.fragment, !fragment.isEmpty else { return resource }
    if fragment.hasPrefix("/") {
      guard let pointer = JSONPointer(fragment: fragment) else { throw SchemaError("\(reference) is not a JSON pointer", at: location) }
      let found = SchemaLocation(document: resource.document, pointer: resource.pointer.appending(contentsOf: pointer.tokens))
      guard index.value(at: found) != nil else { throw SchemaError("\(reference) leads to nothing", at: location) }
      index.scan(found)
      return found
    }
    guard let anchor = index.anchors[target.withoutFragment + "#" + fragment] else {
      throw SchemaError("\(reference) names no anchor", at: location)
    }
    return anchor
  }

  /// Compiles the targets of a dynamic anchor in every resource, for any of them may be meant.
  mutating func compileDynamicAnchors(named name: String) throws(SchemaError) {
    let places = index.dynamicAnchors.values.compactMap { $0[name] }
    for place in places.sorted(by: { $0.description < $1.description }) { _ = try node(at: place) }
  }

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
