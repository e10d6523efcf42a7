import JSONDocument

/// Something that a keyword of the schema says, with the keyword's place.
struct Sourced<Value: Sendable>: Sendable {
  let value: Value
  let keyword: SchemaLocation
}

/// One schema as generation sees it.
struct PlanNode: Sendable {
  let location: SchemaLocation
  /// For the schemas `true` and `false`.
  var always: Bool?
  var rules: [Sourced<PlanRule>] = []
  var examples: [JSONValue] = []
  var isReadOnly = false
}

/// What one keyword demands. Numbers are indices of schemas.
enum PlanRule: Sendable {
  case types(TypeSet)
  case values([JSONValue])
  case minimum(JSONNumber, isExclusive: Bool)
  case maximum(JSONNumber, isExclusive: Bool)
  case multipleOf(JSONNumber)
  case minLength(Int)
  case maxLength(Int)
  case pattern(PatternPlan)
  case format(StringFormat, isAsserted: Bool)
  case base64
  /// `int32` and the like, which validation doesn't know.
  case numberFormat(String)
  case minItems(Int)
  case maxItems(Int)
  case minProperties(Int)
  case maxProperties(Int)
  case uniqueItems
  case required([String])
  case dependentRequired(trigger: String, names: [String])
  case dependentSchema(trigger: String, node: Int)
  case properties(PropertyFamily)
  case propertyNames(Int)
  case items(prefix: [Int], rest: Int?)
  case contains(node: Int, minimum: Int, maximum: Int?)
  case allOf([Int])
  case anyOf([Int])
  case oneOf([Int])
  case not(Int)
  case reference(Int)
  case conditional(condition: Int, consequence: Int?, alternative: Int?)
  case unevaluatedProperties(Int)
  case unevaluatedItems(Int)
}

extension PlanRule {
  /// The schemas that it applies to the instance or to its parts.
  var targets: [Int] {
    switch self {
    case .dependentSchema(_, let node), .propertyNames(let node), .contains(let node, _, _), .not(let node), .reference(let node),
      .unevaluatedProperties(let node), .unevaluatedItems(let node):
      [node]
    case .properties(let family): family.named.map(\.node) + family.patterns.map(\.node) + [family.additional].compactMap(\.self)
    case .items(let prefix, let rest): prefix + [rest].compactMap(\.self)
    case .allOf(let nodes), .anyOf(let nodes), .oneOf(let nodes): nodes
    case .conditional(let condition, let consequence, let alternative): [condition] + [consequence, alternative].compactMap(\.self)
    case .types, .values, .minimum, .maximum, .multipleOf, .minLength, .maxLength, .pattern, .format, .base64, .numberFormat, .minItems,
      .maxItems, .minProperties, .maxProperties, .uniqueItems, .required, .dependentRequired:
      []
    }
  }
}

/// `properties`, `patternProperties` and `additionalProperties` of one schema, which belong together.
struct PropertyFamily: Sendable {
  var named: [(name: String, node: Int)]
  var patterns: [(pattern: ECMAPattern, node: Int)]
  var additional: Int?
  /// The schema that they stand in.
  let location: SchemaLocation

  /// The schemas that apply to a member; nil when this family has nothing to say about it.
  func nodes(for name: String) -> [Int]? {
    var nodes = named.filter { $0.name.hasSameUTF8(as: name) }.map(\.node)
    nodes += patterns.filter { $0.pattern.matches(name) }.map(\.node)
    if nodes.isEmpty { return additional.map { [$0] } }
    return nodes
  }
}
