import JSONDocument

/// What all the schemas that apply to one instance demand together; the ground from which a candidate is built.
///
/// It needn't be complete: candidates are validated afterwards.
struct Shape: Sendable {
  var types = TypeSet.all
  var typeKeyword: SchemaLocation?
  var values: Sourced<[JSONValue]>?
  var excluded: [JSONValue] = []
  var examples: [JSONValue] = []
  var minimum: NumberLimit?
  var maximum: NumberLimit?
  var divisors: [Sourced<JSONNumber>] = []
  var numberFormat: String?
  var minLength: Sourced<Int>?
  var maxLength: Sourced<Int>?
  var patterns: [Sourced<PatternPlan>] = []
  var avoidedPatterns: [ECMAPattern] = []
  var format: Sourced<StringFormat>?
  var assertsFormat = false
  var isBase64 = false
  var required: [Sourced<String>] = []
  var forbidden: [String] = []
  var dependents: [Sourced<(trigger: String, names: [String])>] = []
  var families: [PropertyFamily] = []
  var unevaluatedProperties: [Sourced<Int>] = []
  var names: [Sourced<Int>] = []
  var minProperties: Sourced<Int>?
  var maxProperties: Sourced<Int>?
  var itemRules: [Sourced<(prefix: [Int], rest: Int?)>] = []
  var unevaluatedItems: [Sourced<Int>] = []
  var minItems: Sourced<Int>?
  var maxItems: Sourced<Int>?
  var uniqueItems: SchemaLocation?
  var contains: [Sourced<ContainsDemand>] = []
  var negations: [Sourced<Int>] = []
  var alternatives: [Sourced<[Int]>] = []
  /// Which branches were taken.
  var choices: [Sourced<Int>] = []
  var isReadOnly = false
  /// Whether a candidate may miss what the shape doesn't know.
  var isUncertain = false

  /// The schemas of a member of that name.
  func nodes(for name: String) -> [Int] {
    var nodes: [Int] = []
    var isKnown = false
    for family in families {
      guard let found = family.nodes(for: name) else { continue }
      isKnown = true
      for node in found where !nodes.contains(node) { nodes.append(node) }
    }
    if !isKnown { nodes += unevaluatedProperties.map(\.value) }
    return nodes
  }

  /// The schemas of the item at a position.
  func nodes(at position: Int) -> [Int] {
    var nodes: [Int] = []
    var isKnown = false
    for rule in itemRules {
      guard let node = position < rule.value.prefix.count ? rule.value.prefix[position] : rule.value.rest else { continue }
      isKnown = true
      if !nodes.contains(node) { nodes.append(node) }
    }
    if !isKnown { nodes += unevaluatedItems.map(\.value) }
    return nodes
  }

  /// The names that the schemas mention, in their order.
  var mentioned: [String] {
    var seen: Set<UTF8Key> = []
    var result: [String] = []
    for name in families.flatMap({ $0.named.map(\.name) }) + required.map(\.value) where seen.insert(UTF8Key(name)).inserted {
      result.append(name)
    }
    return result
  }

  /// The longest of the tuples.
  var prefixCount: Int { itemRules.map { $0.value.prefix.count }.max() ?? 0 }

  func isRequired(_ name: String) -> Bool { required.contains { $0.value.hasSameUTF8(as: name) } }

  func isForbidden(_ name: String) -> Bool { forbidden.contains { $0.hasSameUTF8(as: name) } }

  /// Whether nothing can meet it, as far as the simple limits tell.
  var isImpossible: Bool {
    if types.isEmpty { return true }
    if let values { return !values.value.contains { types.contains(TypeSet($0)) && !excluded.contains($0) } }
    if required.contains(where: { isForbidden($0.value) }) { return types.isSubset(of: .object) }
    return false
  }
}

/// A limit of numbers.
struct NumberLimit: Sendable {
  let limit: JSONNumber
  let isExclusive: Bool
  let keyword: SchemaLocation
}

/// What `contains` demands.
struct ContainsDemand: Sendable {
  let node: Int
  let minimum: Int
  let maximum: Int?
}
