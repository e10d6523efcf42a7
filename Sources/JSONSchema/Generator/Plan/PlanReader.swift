import JSONDocument

/// Reads compiled schemas into plan nodes; the only part of generation that knows the compiled keywords.
enum PlanReader {
  static func node(_ index: Int, of program: SchemaProgram) -> PlanNode {
    let schema = program.nodes[index]
    var node = PlanNode(location: schema.location)
    guard case .keywords(let keywords) = schema.body else {
      if case .always(let allows) = schema.body { node.always = allows }
      return node
    }
    let source = schema.source
    node.examples = source["examples"]?.array ?? []
    if let example = source["example"] { node.examples.append(example) }
    node.isReadOnly = source["readOnly"] == true
    for keyword in keywords { read(keyword, schema, into: &node) }
    readAnnotations(source, into: &node)
    return node
  }

  private static func read(_ keyword: any Keyword, _ schema: SchemaNode, into node: inout PlanNode) {
    func add(_ rule: PlanRule, _ keyword: SchemaLocation) { node.rules.append(Sourced(value: rule, keyword: keyword)) }
    let place = schema.location
    switch keyword {
    case let keyword as TypeKeyword: add(.types(TypeSet(names: keyword.types)), keyword.location)
    case let keyword as EnumerationKeywords: add(.values(keyword.ordered), keyword.location)
    case let keyword as NumericKeywords: add(rule(keyword), keyword.location)
    case let keyword as StringKeywords: add(rule(keyword), keyword.location)
    case let keyword as FormatKeyword: add(.format(keyword.format, isAsserted: true), keyword.location)
    case let keyword as SizeKeywords: add(rule(keyword), keyword.location)
    case let keyword as RequirementKeywords:
      let rule = keyword.condition.map { PlanRule.dependentRequired(trigger: $0, names: keyword.names) } ?? .required(keyword.names)
      add(rule, keyword.location)
    case let keyword as PropertyKeywords:
      let names = schema.source["properties"]?.object?.keys ?? []
      let named = names.compactMap { name in keyword.named[UTF8Key(name)].map { (name: name, node: $0) } }
      let family = PropertyFamily(named: named, patterns: keyword.patterns, additional: keyword.additional, location: place)
      add(.properties(family), place.appending(keyword.additional == nil ? "properties" : "additionalProperties"))
      if let names = keyword.names { add(.propertyNames(names), place.appending("propertyNames")) }
    case let keyword as DependentSchema:
      let parent = schema.source["dependentSchemas"] == nil ? "dependencies" : "dependentSchemas"
      add(.dependentSchema(trigger: keyword.property, node: keyword.node), place.appending(parent).appending(keyword.property))
    case let keyword as ItemKeywords: add(.items(prefix: keyword.prefix, rest: keyword.rest), place.appending("items"))
    case let keyword as ContainsKeyword:
      add(.contains(node: keyword.node, minimum: keyword.minimum, maximum: keyword.maximum), place.appending("contains"))
    case let keyword as AllOf: add(.allOf(keyword.nodes), place.appending("allOf"))
    case let keyword as AnyOf: add(.anyOf(keyword.nodes), keyword.location)
    case let keyword as OneOf: add(.oneOf(keyword.nodes), keyword.location)
    case let keyword as Negation: add(.not(keyword.node), keyword.location)
    case let keyword as Reference: add(.reference(keyword.node), place.appending("$ref"))
    case let keyword as DynamicReference: add(.reference(keyword.node), place.appending("$dynamicRef"))
    case let keyword as ConditionalKeyword:
      let rule = PlanRule.conditional(
        condition: keyword.condition, consequence: keyword.consequence, alternative: keyword.alternative)
      add(rule, place.appending("if"))
    case let keyword as UnevaluatedProperties: add(.unevaluatedProperties(keyword.node), keyword.location)
    case let keyword as UnevaluatedItems: add(.unevaluatedItems(keyword.node), keyword.location)
    default: break
    }
  }

  private static func rule(_ keyword: NumericKeywords) -> PlanRule {
    switch keyword.rule {
    case .minimum: .minimum(keyword.limit, isExclusive: false)
    case .exclusiveMinimum: .minimum(keyword.limit, isExclusive: true)
    case .maximum: .maximum(keyword.limit, isExclusive: false)
    case .exclusiveMaximum: .maximum(keyword.limit, isExclusive: true)
    case .multipleOf: .multipleOf(keyword.limit)
    }
  }

  private static func rule(_ keyword: StringKeywords) -> PlanRule {
    switch keyword.rule {
    case .minLength(let limit): .minLength(limit)
    case .maxLength(let limit): .maxLength(limit)
    case .pattern(let pattern): .pattern(PatternPlan(pattern))
    }
  }

  private static func rule(_ keyword: SizeKeywords) -> PlanRule {
    switch keyword.rule {
    case .minItems(let limit): .minItems(limit)
    case .maxItems(let limit): .maxItems(limit)
    case .minProperties(let limit): .minProperties(limit)
    case .maxProperties(let limit): .maxProperties(limit)
    case .uniqueItems: .uniqueItems
    }
  }

  /// What services heed though validation may not: formats that aren't asserted, and encodings.
  private static func readAnnotations(_ source: JSONValue, into node: inout PlanNode) {
    guard source["$ref"] == nil || node.rules.count > 1 else { return }
    if let name = source["format"]?.string {
      let keyword = node.location.appending("format")
      if let format = StringFormat(rawValue: name) {
        if !node.rules.contains(where: { if case .format = $0.value { true } else { false } }) {
          node.rules.append(Sourced(value: .format(format, isAsserted: false), keyword: keyword))
        }
      } else {
        node.rules.append(Sourced(value: .numberFormat(name), keyword: keyword))
      }
    }
    if source["contentEncoding"]?.string?.lowercased() == "base64" {
      node.rules.append(Sourced(value: .base64, keyword: node.location.appending("contentEncoding")))
    }
  }
}
