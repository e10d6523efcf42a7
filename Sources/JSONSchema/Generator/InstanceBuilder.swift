import JSONDocument

/// Builds one candidate.
struct InstanceBuilder {
  let program: SchemaProgram
  let effort: Effort
  let attempt: Int
  var random: SeededGenerator

  /// Deeper values keep to what is required, and beyond the second limit nothing is built.
  private static let thriftyFrom = 4
  private static let deepest = 24

  /// A value that meets all of these schemas, as far as their shapes tell; nil when there seems to be none.
  mutating func instance(of nodes: [Int], depth: Int) -> JSONValue? {
    guard depth < Self.deepest else { return nil }
    var shape = SchemaShape()
    var picks = random
    let takesFirst = effort != .random || depth >= Self.thriftyFrom
    let shift = attempt
    for node in nodes {
      shape.absorb(node, of: program) { count in takesFirst ? shift % count : Int.random(in: 0..<count, using: &picks) }
    }
    random = picks
    if let values = shape.values { return choose(values.filter { allows($0, shape.types) }) }
    if attempt < 2, effort == .plain || effort == .full, let example = shape.examples.first { return example }
    return value(of: kind(of: shape), shape, depth: depth)
  }

  private mutating func value(of kind: String, _ shape: SchemaShape, depth: Int) -> JSONValue? {
    switch kind {
    case "null": return .null
    case "boolean": return .bool(effort != .low)
    case "integer", "number":
      var source = NumberSource(shape: shape, isInteger: kind == "integer", effort: effort)
      return source.number(&random).map { .number($0) }
    case "string":
      let source = StringSource(shape: shape, effort: effort, attempt: attempt)
      return source.string(&random).map { .string($0) }
    case "array": return array(shape, depth: depth)
    case "object": return object(shape, depth: depth)
    default: return nil
    }
  }

  private func allows(_ value: JSONValue, _ types: Set<String>?) -> Bool {
    guard let types else { return true }
    return types.contains(value.kind.rawValue) || types.contains("integer") && value.number?.isInteger == true
  }

  private mutating func choose(_ values: [JSONValue]) -> JSONValue? {
    switch effort {
    case .plain, .full, .low: values.first
    case .high: values.last
    case .random: values.randomElement(using: &random)
    }
  }

  /// The type to build: one that the schema names, or the one that its other keywords speak of.
  private mutating func kind(of shape: SchemaShape) -> String {
    let order = ["object", "array", "string", "integer", "number", "boolean", "null"]
    if let types = shape.types {
      let possible = order.filter(types.contains)
      if effort == .random { return possible.randomElement(using: &random) ?? "" }
      return possible.isEmpty ? "" : possible[attempt % possible.count]
    }
    if !shape.properties.isEmpty || !shape.required.isEmpty || shape.minProperties > 0 { return "object" }
    if !shape.items.isEmpty || !shape.prefix.isEmpty || shape.minItems > 0 || !shape.contains.isEmpty { return "array" }
    if shape.minimum != nil || shape.maximum != nil || shape.divisor != nil { return "number" }
    return "string"
  }

  private mutating func array(_ shape: SchemaShape, depth: Int) -> JSONValue? {
    let wanted = shape.contains.reduce(0) { $0 + $1.minimum }
    let least = max(shape.minItems, wanted)
    let most = max(least, min(shape.maxItems ?? .max, least + 3))
    let count: Int
    switch effort {
    case .plain, .low: count = least
    case _ where depth >= Self.thriftyFrom: count = least
    case .full: count = min(most, max(least, 1))
    case .high: count = shape.maxItems.map { $0 <= 50 ? $0 : most } ?? most
    case .random: count = Int.random(in: least...most, using: &random)
    }
    var items: [JSONValue] = []
    for (node, minimum) in shape.contains {
      for _ in 0..<minimum {
        guard let item = instance(of: [node] + shape.items, depth: depth + 1) else { return nil }
        items.append(item)
      }
    }
    var failures = 0
    while items.count < count, failures < 30 {
      let nodes = items.count < shape.prefix.count ? shape.prefix[items.count] : shape.items
      var builder = self
      // Equal items would break `uniqueItems`, so further ones are drawn at random.
      if shape.isUnique, failures > 0 || !items.isEmpty {
        builder = InstanceBuilder(program: program, effort: .random, attempt: attempt, random: random)
      }
      let item = builder.instance(of: nodes, depth: depth + 1)
      random = builder.random
      guard let item, !(shape.isUnique && items.contains(item)) else {
        failures += 1
        continue
      }
      items.append(item)
    }
    return items.count >= least ? .array(items) : nil
  }

  private mutating func object(_ shape: SchemaShape, depth: Int) -> JSONValue? {
    var object = JSONObject()
    let most = shape.maxProperties ?? .max
    for (name, nodes) in shape.properties {
      let isRequired = shape.required.contains { $0.hasSameUTF8(as: name) }
      guard isRequired || object.count < most && takesOptional(depth) else { continue }
      if let value = instance(of: nodes + matching(name, shape), depth: depth + 1) {
        object.append(name, value)
      } else if isRequired {
        return nil
      }
    }
    for name in shape.required where object.position(of: name) == nil {
      guard let value = instance(of: matching(name, shape, orAdditional: true), depth: depth + 1) else { return nil }
      object.append(name, value)
    }
    guard fill(&object, shape, depth: depth) else { return nil }
    return .object(object)
  }

  /// Adds members until there are enough: known ones first, then names that the schema leaves open.
  private mutating func fill(_ object: inout JSONObject, _ shape: SchemaShape, depth: Int) -> Bool {
    for (name, nodes) in shape.properties where object.count < shape.minProperties && object.position(of: name) == nil {
      if let value = instance(of: nodes, depth: depth + 1) { object.append(name, value) }
    }
    var number = 0
    while object.count < shape.minProperties, number < shape.minProperties + 50 {
      number += 1
      let name: String?
      if let pattern = shape.patternProperties.first?.pattern {
        name = PatternSampler(effort: .random).sample(pattern.node, &random)
      } else if !shape.names.isEmpty {
        name = instance(of: shape.names, depth: depth + 1)?.string
      } else {
        name = "key\(number)"
      }
      guard let name, object.position(of: name) == nil else { continue }
      guard let value = instance(of: matching(name, shape, orAdditional: true), depth: depth + 1) else { continue }
      object.append(name, value)
    }
    return object.count >= shape.minProperties
  }

  private mutating func takesOptional(_ depth: Int) -> Bool {
    switch effort {
    case .plain, .low: false
    case _ where depth >= Self.thriftyFrom: false
    case .full, .high: true
    case .random: Bool.random(using: &random)
    }
  }

  private func matching(_ name: String, _ shape: SchemaShape, orAdditional: Bool = false) -> [Int] {
    let nodes = shape.patternProperties.filter { $0.pattern.matches(name) }.map(\.node)
    return nodes.isEmpty && orAdditional ? shape.additional.map { [$0] } ?? [] : nodes
  }
}
