import JSONDocument

extension InstanceBuilder {
  private static let mostItems = 2_000

  mutating func array(_ variant: Variant, depth: Int) -> JSONValue? {
    let shape = variant.shape
    let wanted = shape.contains.reduce(0) { $0 + $1.value.minimum }
    let least = max(shape.minItems?.value ?? 0, wanted)
    let room = variant.rest == nil ? variant.prefix.count : Int.max
    let ceiling = min(shape.maxItems?.value ?? .max, room)
    guard least <= ceiling, least <= Self.mostItems else { return nil }
    let count = itemCount(least: least, ceiling: ceiling, shape, depth)
    var items: [JSONValue] = []
    // Where items must be like something, those come after the tuple and are of both kinds.
    var special: [Int] = []
    for demand in shape.contains {
      let common = variant.rest.map { plan.nodes(of: $0) } ?? []
      let group = plan.group(of: [demand.value.node] + common.filter { $0 != demand.value.node })
      special += Array(repeating: group, count: min(demand.value.minimum, Self.mostItems))
    }
    var failures = 0
    while items.count < count, failures < 40 {
      let position = items.count
      let isLast = position >= count - special.count
      let group: Int
      if isLast, let next = special.first {
        group = next
      } else if position < variant.prefix.count {
        group = variant.prefix[position]
      } else if let rest = variant.rest {
        group = rest
      } else {
        break
      }
      let before = effort
      // Equal items would break `uniqueItems`, so further ones are drawn at random.
      if shape.uniqueItems != nil, position > 0 || failures > 0 { effort = .random }
      let item = value(of: group, depth: depth + 1)
      effort = before
      guard let item else { return items.count >= least && special.isEmpty ? .array(items) : nil }
      if shape.uniqueItems != nil, items.contains(item) {
        failures += 1
        continue
      }
      if isLast, !special.isEmpty { special.removeFirst() }
      items.append(item)
    }
    return items.count >= least && special.isEmpty ? .array(items) : nil
  }

  private mutating func itemCount(least: Int, ceiling: Int, _ shape: Shape, _ depth: Int) -> Int {
    let few = min(ceiling, least + 3)
    if isThrifty(depth) { return least }
    switch effort {
    case .plain, .low: return least
    case .full: return min(few, max(least, 1))
    case .high: return shape.maxItems.map { $0.value <= 50 ? min($0.value, ceiling) : few } ?? few
    case .random: return Int.random(in: least...few, using: &random)
    }
  }
}
