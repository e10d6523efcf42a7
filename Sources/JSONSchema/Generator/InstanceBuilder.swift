import JSONDocument

/// Builds one candidate. Its work is bounded, however the schema refers to itself.
struct InstanceBuilder {
  let plan: GenerationPlan
  var random: SeededGenerator
  var effort: Effort
  let attempt: Int
  var ambiguity = Ambiguity.any
  /// Values that may still be built.
  private(set) var budget: Int

  /// Deeper values keep to what is required, and beyond the second limit nothing is built.
  static let thriftyFrom = 4
  private static let deepest = 40
  private static let tries = 8

  init(plan: GenerationPlan, random: SeededGenerator, effort: Effort, attempt: Int, budget: Int = 4_000) {
    (self.plan, self.random, self.effort, self.attempt, self.budget) = (plan, random, effort, attempt, budget)
  }

  /// Whether only what is needed is built from here on.
  func isThrifty(_ depth: Int) -> Bool { depth >= Self.thriftyFrom || budget < 2_000 }

  /// A value of a group; nil when there seems to be none.
  mutating func value(of group: Int, depth: Int) -> JSONValue? {
    guard depth < Self.deepest, budget > 0 else { return nil }
    let variants = isThrifty(depth) ? plan.flattest(of: group) : plan.variants(of: group)
    guard !variants.isEmpty else { return nil }
    let isOne = variants.count == 1
    var nodes: [Int] = []
    for round in 0..<Self.tries {
      let choice: Int
      if isOne {
        choice = 0
      } else if effort == .random {
        choice = Int(random.next() % UInt64(variants.count))
      } else {
        choice = (attempt + round) % variants.count
      }
      let variant = variants[choice]
      let value = self.value(of: variant, depth: depth)
      guard variant.shape.isUncertain || !isOne else { return value }
      guard budget > 0 else { return nil }
      if nodes.isEmpty { nodes = plan.nodes(of: group) }
      if let value, plan.meets(value, nodes) { return value }
    }
    return nil
  }

  mutating func value(of variant: Variant, depth: Int) -> JSONValue? {
    budget -= 1
    guard budget > 0 else { return nil }
    let shape = variant.shape
    if let values = shape.values?.value { return choose(values, shape) }
    if !shape.examples.isEmpty, attempt < 2, effort == .plain || effort == .full, let example = example(shape) { return example }
    let kind = kind(of: shape)
    switch kind {
    case .null: return .null
    case .boolean: return .bool(effort == .random ? random.next() & 1 == 0 : effort != .low)
    case .integer: return variant.numbers?.pick(effort, isSettled: ambiguity == .settled, &random).map { .number($0) }
    case .fraction: return variant.fractions?.pick(effort, isSettled: ambiguity == .settled, &random).map { .number($0) }
    case .string: return StringSource(shape: shape, effort: effort).string(&random).map { .string($0) }
    case .array: return array(variant, depth: depth)
    case .object: return object(variant, depth: depth)
    default: return nil
    }
  }

  private func example(_ shape: Shape) -> JSONValue? {
    shape.examples.first { shape.types.contains(TypeSet($0)) && ambiguity.permits($0) }
  }

  private mutating func choose(_ values: [JSONValue], _ shape: Shape) -> JSONValue? {
    let fitting = values.filter { shape.types.contains(TypeSet($0)) && !shape.excluded.contains($0) }
    switch effort {
    case .plain, .full: return fitting.isEmpty ? nil : fitting[attempt % fitting.count]
    case .low: return fitting.first
    case .high: return fitting.last
    case .random: return fitting.randomElement(using: &random)
    }
  }

  /// The type to build: one that the schema names, or the one that its other keywords speak of.
  private mutating func kind(of shape: Shape) -> TypeSet {
    if shape.types == .all { return spokenOf(shape) }
    var possible = TypeSet.single.filter(shape.types.contains)
    // Null says least, and a number without a fraction is a number.
    if possible.count > 1, effort != .random || isThrifty(0) { possible.removeAll { $0 == .null } }
    if shape.types.isSuperset(of: .number), effort != .random { possible.removeAll { $0 == .fraction } }
    guard !possible.isEmpty else { return [] }
    return possible[effort == .random ? Int(random.next() % UInt64(possible.count)) : attempt % possible.count]
  }

  private func spokenOf(_ shape: Shape) -> TypeSet {
    if !shape.families.isEmpty || !shape.required.isEmpty || shape.minProperties != nil || shape.maxProperties != nil { return .object }
    if !shape.itemRules.isEmpty || shape.minItems != nil || shape.maxItems != nil || !shape.contains.isEmpty { return .array }
    if shape.minimum != nil || shape.maximum != nil || !shape.divisors.isEmpty { return .integer }
    return .string
  }
}
