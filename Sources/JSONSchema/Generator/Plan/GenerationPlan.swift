import JSONDocument
import Synchronization

/// What generation derives from a program, once, as it is needed.
///
/// It holds nothing that depends on a seed or on the order of calls, so that sharing it changes no result.
final class GenerationCache: Sendable {
  struct Group {
    let nodes: [Int]
    var raw: [Variant]?
    var checked: [Variant]?
    var height: Int?
    /// Whether any part of its variants is `readOnly`.
    var hasReadOnly: Bool?
    /// Whether `readOnly` stands anywhere in its schemas.
    var mayBeReadOnly: Bool?
  }

  struct State {
    var nodes: [Int: PlanNode] = [:]
    var groups: [Group] = []
    var ids: [[Int]: Int] = [:]
  }

  let state = Mutex(State())
}

/// The ways to meet groups of schemas of one program. A *group* is a list of schemas that apply to the same instance.
struct GenerationPlan: Sendable {
  let program: SchemaProgram
  /// Whether untested variants are used; so while variants are tested, or the result would depend on the order.
  var isRaw = false

  func group(of nodes: [Int]) -> Int { program.generation.state.withLock { $0.group(nodes) } }

  func nodes(of group: Int) -> [Int] { program.generation.state.withLock { $0.groups[group].nodes } }

  func node(_ index: Int) -> PlanNode { program.generation.state.withLock { $0.node(index, program) } }

  /// The ways to meet a group; none when it can't be met. Those come first that were seen to work.
  func variants(of group: Int) -> [Variant] {
    let (raw, checked) = program.generation.state.withLock { state in (state.raw(group, program), state.groups[group].checked) }
    if let checked { return checked }
    guard !isRaw, raw.count > 1 else { return raw }
    let working = raw.filter { works($0, group: group) }
    let result = working.isEmpty ? raw : working
    program.generation.state.withLock { $0.groups[group].checked = result }
    return result
  }

  /// Whether a value of this variant is found soon.
  private func works(_ variant: Variant, group: Int) -> Bool {
    let nodes = nodes(of: group)
    for attempt in 0..<6 {
      var plan = self
      plan.isRaw = true
      let effort: Effort = attempt == 0 ? .plain : attempt == 1 ? .full : .random
      var builder = InstanceBuilder(plan: plan, random: SeededGenerator(seed: UInt64(attempt)), effort: effort, attempt: attempt)
      if let value = builder.value(of: variant, depth: 1), meets(value, nodes) { return true }
    }
    return false
  }

  /// Whether a value meets all schemas of a list; negative indices stand for opposites.
  func meets(_ value: JSONValue, _ nodes: [Int]) -> Bool {
    nodes.allSatisfy { node in
      let index = node < 0 ? ~node : node
      return CompiledSchema(program: program, root: index).accepts(value) == (node >= 0)
    }
  }

  /// The shape that an instance of the schemas has taken.
  func shape(of nodes: [Int], met value: JSONValue) -> Shape {
    var shape = Shape()
    var guide = ShapeGuide(instance: value) { meets(value, [$0]) }
    for node in nodes { shape.absorb(node, &guide) { self.node($0) } }
    return shape
  }

  static let infinite = 1_000

  /// How deep the flattest value of a group is; ``infinite`` when there is none.
  func height(of group: Int) -> Int {
    if let known = program.generation.state.withLock({ $0.groups[group].height }) { return known }
    var budget = 4_000
    let height = height(of: group, open: [], &budget)
    program.generation.state.withLock { $0.groups[group].height = height }
    return height
  }

  /// The variants that lead to the flattest values.
  func flattest(of group: Int) -> [Variant] {
    let variants = variants(of: group)
    guard variants.count > 1 else { return variants }
    let heights = variants.map { variant in
      variant.needed.map { height(of: $0) }.max() ?? 0
    }
    let least = heights.min() ?? 0
    return zip(variants, heights).filter { $0.1 == least }.map(\.0)
  }

  private func height(of group: Int, open: Set<Int>, _ budget: inout Int) -> Int {
    guard !open.contains(group) else { return Self.infinite }
    budget -= 1
    guard budget > 0 else { return 10 }
    var best = Self.infinite
    for variant in program.generation.state.withLock({ $0.raw(group, program) }) {
      var height = 1
      for needed in variant.needed {
        height = max(height, 1 + self.height(of: needed, open: open.union([group]), &budget))
        if height >= best { break }
      }
      // Of members that are not required by name, one is needed where there must be more than the required ones.
      if height < best, let choices = variant.neededOne {
        var least = Self.infinite
        for choice in choices where least > height {
          least = min(least, 1 + self.height(of: choice, open: open.union([group]), &budget))
        }
        height = max(height, least)
      }
      best = min(best, height)
      if best == 1 { break }
    }
    return best
  }
}

extension Variant {
  /// The groups of which every value has at least one; nil where nothing further is needed, or names are open.
  var neededOne: [Int]? {
    guard shape.values == nil, shape.types == .object, let least = shape.minProperties?.value else { return nil }
    guard least > properties.count(where: \.isRequired), !hasOpenNames else { return nil }
    return properties.filter { !$0.isRequired }.map(\.group)
  }

  /// The groups of the parts that every value has.
  var needed: [Int] {
    if shape.values != nil || !shape.types.subtracting([.object, .array]).isEmpty { return [] }
    var groups: [Int] = []
    if !shape.types.contains(.array) { groups += properties.filter(\.isRequired).map(\.group) }
    if !shape.types.contains(.object), let least = shape.minItems?.value {
      groups += prefix.prefix(least)
      if least > prefix.count, let rest { groups.append(rest) }
    }
    return groups
  }
}

extension GenerationCache.State {
  mutating func node(_ index: Int, _ program: SchemaProgram) -> PlanNode {
    if let known = nodes[index] { return known }
    let node = PlanReader.node(index, of: program)
    nodes[index] = node
    return node
  }

  mutating func group(_ nodes: [Int]) -> Int {
    if let known = ids[nodes] { return known }
    let id = groups.count
    groups.append(GenerationCache.Group(nodes: nodes))
    ids[nodes] = id
    return id
  }

  mutating func raw(_ group: Int, _ program: SchemaProgram) -> [Variant] {
    if let known = groups[group].raw { return known }
    let variants = expand(groups[group].nodes, program)
    groups[group].raw = variants
    return variants
  }

  private static let mostShapes = 96
  private static let mostVariants = 48

  /// Every combination of choices, the first branches first, up to a limit.
  private mutating func expand(_ nodes: [Int], _ program: SchemaProgram) -> [Variant] {
    var result: [Variant] = []
    var open: [[Int]] = [[]]
    var next = 0
    while next < open.count, next < Self.mostShapes, result.count < Self.mostVariants {
      let fixed = open[next]
      next += 1
      var guide = ShapeGuide(fixed: fixed)
      var shape = Shape()
      for node in nodes { shape.absorb(node, &guide) { self.node($0, program) } }
      if let variant = variant(shape, program) { result.append(variant) }
      let taken = guide.counts.indices.map { $0 < fixed.count ? fixed[$0] : 0 }
      for position in guide.counts.indices.dropFirst(fixed.count) where open.count < Self.mostShapes {
        for branch in 1..<max(1, guide.counts[position]) { open.append(Array(taken[..<position]) + [branch]) }
      }
    }
    return result
  }

  /// Nil for a shape that nothing can meet.
  private mutating func variant(_ shape: Shape, _ program: SchemaProgram) -> Variant? {
    var shape = shape
    let uncertain = shape.isUncertain
    guard !shape.isImpossible else { return nil }
    var properties: [Variant.Property] = []
    for name in shape.mentioned {
      let nodes = shape.nodes(for: name)
      let isRequired = shape.isRequired(name)
      guard !shape.isForbidden(name), !nodes.contains(where: { never($0, program) }) else {
        if isRequired { shape.types.subtract(.object) }
        continue
      }
      let isReadOnly = nodes.contains { self.isReadOnly($0, program) }
      properties.append(Variant.Property(name: name, group: group(nodes), isRequired: isRequired, isReadOnly: isReadOnly))
    }
    let count = shape.prefixCount
    var prefix: [Int] = []
    var rest: Int?
    for position in 0...count {
      let nodes = shape.nodes(at: position)
      guard !nodes.contains(where: { never($0, program) }) else { break }
      if position < count { prefix.append(group(nodes)) } else { rest = group(nodes) }
    }
    if rest == nil, let least = shape.minItems?.value, least > prefix.count { shape.types.subtract(.array) }
    guard !shape.isImpossible else { return nil }
    shape.isUncertain = uncertain
    let hasPatterns = shape.families.contains { !$0.patterns.isEmpty }
    let isOpen = hasPatterns || !shape.nodes(for: "gatehouse unknown").contains { never($0, program) }
    return Variant(shape: shape, properties: properties, prefix: prefix, rest: rest, hasOpenNames: isOpen)
  }

  private mutating func never(_ index: Int, _ program: SchemaProgram) -> Bool {
    node(index < 0 ? ~index : index, program).always == (index < 0)
  }

  /// Looks through references.
  private mutating func isReadOnly(_ index: Int, _ program: SchemaProgram, hops: Int = 0) -> Bool {
    guard index >= 0, hops < 8 else { return false }
    let node = node(index, program)
    if node.isReadOnly { return true }
    for rule in node.rules {
      if case .reference(let target) = rule.value, isReadOnly(target, program, hops: hops + 1) { return true }
    }
    return false
  }
}
