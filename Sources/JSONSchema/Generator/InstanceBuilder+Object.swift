import JSONDocument

extension InstanceBuilder {
  mutating func object(_ variant: Variant, depth: Int) -> JSONValue? {
    let shape = variant.shape
    let most = shape.maxProperties?.value ?? .max
    let takesOptional = takesOptional(depth)
    var object = JSONObject()
    var left = variant.properties.reduce(0) { $0 + ($1.isRequired ? 1 : 0) }
    for property in variant.properties {
      if property.isRequired { left -= 1 }
      guard property.isRequired || takesOptional && object.count + left < most && (effort != .random || random.next() & 1 == 0) else {
        continue
      }
      if !property.isRequired, isThrifty(depth + 1), plan.height(of: property.group) > Self.thriftyFrom { continue }
      if let value = value(of: property.group, depth: depth + 1) {
        object.append(property.name, value)
      } else if property.isRequired {
        return nil
      }
    }
    guard addDependents(&object, shape, depth: depth), fill(&object, variant, depth: depth) else { return nil }
    return .object(object)
  }

  private func takesOptional(_ depth: Int) -> Bool {
    switch effort {
    case .plain, .low: false
    case _ where isThrifty(depth): false
    case .full, .high, .random: true
    }
  }

  /// Adds what present members demand; a member whose demand can't be met goes, when it may.
  private mutating func addDependents(_ object: inout JSONObject, _ shape: Shape, depth: Int) -> Bool {
    guard !shape.dependents.isEmpty else { return true }
    for _ in 0...shape.dependents.count {
      var isChanged = false
      for dependent in shape.dependents where object.position(of: dependent.value.trigger) != nil {
        for name in dependent.value.names where object.position(of: name) == nil {
          isChanged = true
          if !shape.isForbidden(name), let value = member(name, shape, depth: depth) {
            object.append(name, value)
          } else {
            guard !shape.isRequired(dependent.value.trigger) else { return false }
            object[dependent.value.trigger] = nil
          }
        }
      }
      if !isChanged { return true }
    }
    return true
  }

  /// Adds members until there are enough: known ones first, then names that the schema leaves open.
  private mutating func fill(_ object: inout JSONObject, _ variant: Variant, depth: Int) -> Bool {
    let shape = variant.shape
    let least = shape.minProperties?.value ?? 0
    // A map without any entry says little about its values.
    let isMap = variant.properties.isEmpty && shape.families.contains { $0.additional != nil || !$0.patterns.isEmpty }
    let wanted = isMap && takesOptional(depth) && shape.maxProperties?.value ?? 1 > 0 ? max(least, 1) : least
    guard object.count < wanted else { return true }
    guard wanted <= 2_000 else { return false }
    for property in variant.properties where object.count < wanted && object.position(of: property.name) == nil {
      if let value = value(of: property.group, depth: depth + 1) { object.append(property.name, value) }
    }
    var number = 0
    while object.count < wanted, number < wanted * 2 + 40, budget > 0 {
      number += 1
      guard let name = name(number, shape, depth: depth), object.position(of: name) == nil, !shape.isForbidden(name),
        let value = member(name, shape, depth: depth)
      else { continue }
      object.append(name, value)
    }
    return object.count >= least
  }

  private mutating func member(_ name: String, _ shape: Shape, depth: Int) -> JSONValue? {
    value(of: plan.group(of: shape.nodes(for: name)), depth: depth + 1)
  }

  /// A name that nothing else speaks of.
  private mutating func name(_ number: Int, _ shape: Shape, depth: Int) -> String? {
    let patterns = shape.families.flatMap(\.patterns)
    if !patterns.isEmpty, number % 4 != 0 || shape.names.isEmpty {
      let plan = PatternPlan(patterns[number % patterns.count].pattern)
      let length = plan.root.least + Int(random.next() % 6)
      return PatternSampler(isRandom: true).sample(plan, length: length, &random)
    }
    guard !shape.names.isEmpty else { return "key\(number)" }
    let before = effort
    effort = .random
    defer { effort = before }
    // A name is always a string.
    let variants = plan.variants(of: plan.group(of: shape.names.map(\.value)))
    guard let variant = variants.randomElement(using: &random), variant.shape.types.contains(.string) else { return nil }
    if let values = variant.shape.values?.value { return values.randomElement(using: &random)?.string }
    return StringSource(shape: variant.shape, effort: .random).string(&random)
  }
}
