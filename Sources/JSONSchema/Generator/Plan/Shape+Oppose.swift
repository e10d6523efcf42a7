import JSONDocument

extension Shape {
  /// Takes up the opposite of a schema: one of its rules, which is a choice, must be broken.
  mutating func oppose(_ index: Int, _ guide: inout ShapeGuide, open: Set<Int>, node: (Int) -> PlanNode) {
    isUncertain = true
    let plan = node(index)
    if plan.always == true { types = [] }
    guard plan.always == nil else { return }
    // The type is broken last: what stays closest to the schema says most.
    let rules = plan.rules.filter { Self.canBreak($0.value) }.sorted { Self.rank($0.value) < Self.rank($1.value) }
    guard !rules.isEmpty else { return }
    let rule = rules[rules.count == 1 ? 0 : guide.pick(rules.count)]
    breakRule(rule.value, rule.keyword, &guide, open, node)
  }

  private static func rank(_ rule: PlanRule) -> Int {
    switch rule {
    case .values, .required: 0
    case .types: 3
    case .properties: 1
    default: 2
    }
  }

  private static func canBreak(_ rule: PlanRule) -> Bool {
    switch rule {
    case .numberFormat, .base64, .dependentSchema, .unevaluatedProperties, .unevaluatedItems, .items, .contains, .propertyNames,
      .dependentRequired, .uniqueItems, .multipleOf, .conditional:
      false
    case .format(_, let isAsserted): isAsserted
    case .properties(let family): !family.named.isEmpty
    default: true
    }
  }

  private mutating func breakRule(
    _ rule: PlanRule, _ keyword: SchemaLocation, _ guide: inout ShapeGuide, _ open: Set<Int>, _ node: (Int) -> PlanNode
  ) {
    switch rule {
    case .types(let forbidden): types.subtract(forbidden)
    case .values(let list): excluded += list
    case .required(let names):
      types.formIntersection(.object)
      let free = names.filter { !isRequired($0) }
      let open = free.isEmpty ? names : free
      if !open.isEmpty { forbidden.append(open[open.count == 1 ? 0 : guide.pick(open.count)]) }
    case .properties(let family):
      types.formIntersection(.object)
      let member = family.named[family.named.count == 1 ? 0 : guide.pick(family.named.count)]
      if !isRequired(member.name) { required.append(Sourced(value: member.name, keyword: keyword)) }
      families.append(PropertyFamily(named: [(member.name, ~member.node)], patterns: [], additional: nil, location: keyword))
    case .anyOf(let nodes), .oneOf(let nodes):
      for inner in nodes { absorb(~inner, &guide, open: open, node: node) }
    case .allOf(let nodes): absorb(~nodes[nodes.count == 1 ? 0 : guide.pick(nodes.count)], &guide, open: open, node: node)
    case .reference(let target): absorb(~target, &guide, open: open, node: node)
    case .not(let inner): absorb(inner, &guide, open: open, node: node)
    default: breakLimit(rule, keyword)
    }
  }

  private mutating func breakLimit(_ rule: PlanRule, _ keyword: SchemaLocation) {
    switch rule {
    case .minimum(let limit, let isExclusive):
      types.formIntersection(.number)
      lower(NumberLimit(limit: limit, isExclusive: !isExclusive, keyword: keyword))
    case .maximum(let limit, let isExclusive):
      types.formIntersection(.number)
      raise(NumberLimit(limit: limit, isExclusive: !isExclusive, keyword: keyword))
    case .minLength(let limit):
      types.formIntersection(limit > 0 ? .string : [])
      Self.lower(&maxLength, limit - 1, keyword)
    case .maxLength(let limit):
      types.formIntersection(.string)
      Self.raise(&minLength, limit + 1, keyword)
    case .pattern(let pattern):
      types.formIntersection(.string)
      avoidedPatterns.append(pattern.pattern)
    case .format: types.formIntersection(.string)
    case .minItems(let limit):
      types.formIntersection(limit > 0 ? .array : [])
      Self.lower(&maxItems, limit - 1, keyword)
    case .maxItems(let limit):
      types.formIntersection(.array)
      Self.raise(&minItems, limit + 1, keyword)
    case .minProperties(let limit):
      types.formIntersection(limit > 0 ? .object : [])
      Self.lower(&maxProperties, limit - 1, keyword)
    case .maxProperties(let limit):
      types.formIntersection(.object)
      Self.raise(&minProperties, limit + 1, keyword)
    default: break
    }
  }
}
