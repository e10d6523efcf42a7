import JSONDocument

extension Shape {
  private static let deepest = 64

  /// Takes up what a schema demands. A negative index stands for the opposite of the schema `~index`.
  mutating func absorb(
    _ index: Int, _ guide: inout ShapeGuide, open: Set<Int> = [], node: (Int) -> PlanNode
  ) {
    guard !open.contains(index), open.count < Self.deepest else { return }
    let open = open.union([index])
    guard index >= 0 else { return oppose(~index, &guide, open: open, node: node) }
    let plan = node(index)
    if plan.always == false { types = [] }
    examples += plan.examples
    if plan.isReadOnly { isReadOnly = true }
    for rule in plan.rules { absorb(rule.value, rule.keyword, &guide, open, node) }
  }

  private mutating func absorb(
    _ rule: PlanRule, _ keyword: SchemaLocation, _ guide: inout ShapeGuide, _ open: Set<Int>, _ node: (Int) -> PlanNode
  ) {
    if absorbSimple(rule, keyword) { return }
    switch rule {
    case .dependentSchema(let trigger, let schema):
      if let instance = guide.instance {
        if instance[trigger] != nil { absorb(schema, &guide, open: open, node: node) }
      } else if guide.pick(2) == 0 {
        absorb(schema, &guide, open: open, node: node)
      } else {
        forbidden.append(trigger)
      }
    case .allOf(let nodes): for part in nodes { absorb(part, &guide, open: open, node: node) }
    case .anyOf(let nodes):
      alternatives.append(Sourced(value: nodes, keyword: keyword))
      let choice = guide.meets.map { meets in nodes.firstIndex(where: meets) } ?? guide.pick(nodes.count)
      guard let choice else { return }
      choices.append(Sourced(value: choice, keyword: keyword))
      absorb(nodes[choice], &guide, open: open, node: node)
    case .oneOf(let nodes): absorbOneOf(nodes, keyword, &guide, open, node)
    case .not(let inner):
      negations.append(Sourced(value: inner, keyword: keyword))
      isUncertain = true
      if guide.meets == nil { oppose(inner, &guide, open: open.union([~inner]), node: node) }
    case .reference(let target): absorb(target, &guide, open: open, node: node)
    case .conditional(let condition, let consequence, let alternative):
      isUncertain = true
      let holds = guide.meets.map { $0(condition) } ?? (guide.pick(2) == 0)
      if guide.meets == nil { absorb(holds ? condition : ~condition, &guide, open: open, node: node) }
      if let branch = holds ? consequence : alternative { absorb(branch, &guide, open: open, node: node) }
    default: break
    }
  }

  /// Branches come alone first; the second round takes each with the opposite of the others, for branches that overlap.
  private mutating func absorbOneOf(
    _ nodes: [Int], _ keyword: SchemaLocation, _ guide: inout ShapeGuide, _ open: Set<Int>, _ node: (Int) -> PlanNode
  ) {
    alternatives.append(Sourced(value: nodes, keyword: keyword))
    if nodes.count > 1 { isUncertain = true }
    let pick: Int
    if let meets = guide.meets {
      guard let found = nodes.firstIndex(where: meets) else { return }
      pick = found
    } else {
      pick = guide.pick(nodes.count > 1 ? nodes.count * 2 : 1)
    }
    let branch = pick % nodes.count
    choices.append(Sourced(value: branch, keyword: keyword))
    absorb(nodes[branch], &guide, open: open, node: node)
    guard pick >= nodes.count else { return }
    for (position, other) in nodes.enumerated() where position != branch { absorb(~other, &guide, open: open, node: node) }
  }

  /// What needs no choice.
  private mutating func absorbSimple(_ rule: PlanRule, _ keyword: SchemaLocation) -> Bool {
    switch rule {
    case .types(let allowed):
      if typeKeyword == nil || !types.isSubset(of: allowed) { typeKeyword = keyword }
      types.formIntersection(allowed)
    case .values(let list):
      let known = values?.value
      values = Sourced(value: known.map { $0.filter(list.contains) } ?? list, keyword: keyword)
    case .minimum(let limit, let isExclusive): raise(NumberLimit(limit: limit, isExclusive: isExclusive, keyword: keyword))
    case .maximum(let limit, let isExclusive): lower(NumberLimit(limit: limit, isExclusive: isExclusive, keyword: keyword))
    case .multipleOf(let divisor): divisors.append(Sourced(value: divisor, keyword: keyword))
    case .numberFormat(let name): numberFormat = name
    case .minLength(let limit): Self.raise(&minLength, limit, keyword)
    case .maxLength(let limit): Self.lower(&maxLength, limit, keyword)
    case .pattern(let pattern): patterns.append(Sourced(value: pattern, keyword: keyword))
    case .format(let found, let isAsserted):
      guard format == nil || isAsserted && !assertsFormat else { return true }
      (format, assertsFormat) = (Sourced(value: found, keyword: keyword), isAsserted)
    case .base64: isBase64 = true
    case .minItems(let limit): Self.raise(&minItems, limit, keyword)
    case .maxItems(let limit): Self.lower(&maxItems, limit, keyword)
    case .minProperties(let limit): Self.raise(&minProperties, limit, keyword)
    case .maxProperties(let limit): Self.lower(&maxProperties, limit, keyword)
    case .uniqueItems: uniqueItems = keyword
    case .required(let names): for name in names where !isRequired(name) { required.append(Sourced(value: name, keyword: keyword)) }
    case .dependentRequired(let trigger, let names): dependents.append(Sourced(value: (trigger, names), keyword: keyword))
    case .properties(let family): families.append(family)
    case .propertyNames(let node): names.append(Sourced(value: node, keyword: keyword))
    case .items(let prefix, let rest): itemRules.append(Sourced(value: (prefix, rest), keyword: keyword))
    case .contains(let node, let minimum, let maximum):
      isUncertain = true
      contains.append(Sourced(value: ContainsDemand(node: node, minimum: minimum, maximum: maximum), keyword: keyword))
    case .unevaluatedProperties(let node): unevaluatedProperties.append(Sourced(value: node, keyword: keyword))
    case .unevaluatedItems(let node): unevaluatedItems.append(Sourced(value: node, keyword: keyword))
    default: return false
    }
    return true
  }

  mutating func raise(_ limit: NumberLimit) {
    if let current = minimum, current.limit > limit.limit || current.limit == limit.limit && current.isExclusive { return }
    minimum = limit
  }

  mutating func lower(_ limit: NumberLimit) {
    if let current = maximum, current.limit < limit.limit || current.limit == limit.limit && current.isExclusive { return }
    maximum = limit
  }

  static func raise(_ current: inout Sourced<Int>?, _ limit: Int, _ keyword: SchemaLocation) {
    if limit > current?.value ?? -1 { current = Sourced(value: limit, keyword: keyword) }
  }

  static func lower(_ current: inout Sourced<Int>?, _ limit: Int, _ keyword: SchemaLocation) {
    if limit < current?.value ?? .max { current = Sourced(value: limit, keyword: keyword) }
  }
}
