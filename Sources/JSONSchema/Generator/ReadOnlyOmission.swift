import JSONDocument

/// Takes out of a valid instance what only responses carry.
struct ReadOnlyOmission {
  let plan: GenerationPlan

  /// Whether any part of the group's values is `readOnly`.
  func concerns(_ group: Int) -> Bool {
    if let known = plan.program.generation.state.withLock({ $0.groups[group].hasReadOnly }) { return known }
    var seen: Set<Int> = []
    let found = search(group, &seen)
    plan.program.generation.state.withLock { $0.groups[group].hasReadOnly = found }
    return found
  }

  private func search(_ group: Int, _ seen: inout Set<Int>) -> Bool {
    guard seen.insert(group).inserted, seen.count < 2_000 else { return false }
    for variant in plan.variants(of: group) {
      if variant.properties.contains(where: \.isReadOnly) { return true }
      for part in variant.properties.map(\.group) + variant.prefix + [variant.rest].compactMap({ $0 }) where search(part, &seen) {
        return true
      }
    }
    return false
  }

  /// Whether `readOnly` stands anywhere in these schemas or in what they refer to; most members have none, and are kept as they are.
  private func mayConcern(_ nodes: [Int]) -> Bool {
    let group = plan.group(of: nodes)
    if let known = plan.program.generation.state.withLock({ $0.groups[group].mayBeReadOnly }) { return known }
    var seen: Set<Int> = []
    var open = nodes.map { $0 < 0 ? ~$0 : $0 }
    var found = false
    while !found, let index = open.popLast() {
      guard seen.insert(index).inserted else { continue }
      let node = plan.node(index)
      found = node.isReadOnly
      open += node.rules.flatMap(\.value.targets)
    }
    plan.program.generation.state.withLock { $0.groups[group].mayBeReadOnly = found }
    return found
  }

  func applied(to value: JSONValue, nodes: [Int]) -> JSONValue {
    switch value {
    case .object(let object):
      let shape = plan.shape(of: nodes, met: value)
      var result = JSONObject()
      for member in object.members {
        let inner = shape.nodes(for: member.key)
        guard mayConcern(inner) else {
          result.append(member.key, member.value)
          continue
        }
        guard !plan.shape(of: inner, met: member.value).isReadOnly else { continue }
        result.append(member.key, applied(to: member.value, nodes: inner))
      }
      return .object(result)
    case .array(let items):
      let shape = plan.shape(of: nodes, met: value)
      return .array(items.enumerated().map { applied(to: $1, nodes: shape.nodes(at: $0)) })
    default: return value
    }
  }
}
