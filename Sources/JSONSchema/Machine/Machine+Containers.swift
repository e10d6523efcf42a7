import JSONDocument

extension Machine {
  /// Walks over the members once: each by the schema of its name, of the patterns that its name matches, or of all others.
  func checkMembers(_ rule: MachineCode.Members, _ instance: InstancePointer, _ circumstances: Circumstances) -> Bool {
    let members = instance.members
    var missing: UInt64 = rule.required == 64 ? .max : (1 << UInt64(rule.required)) - 1
    for position in 0..<members.count {
      guard let member = members.baseAddress.map({ $0 + position }) else { return false }
      let value = UnsafeRawPointer(member).advanced(by: valueOffset).assumingMemoryBound(to: JSONValue.self)
      let name = UnsafeRawPointer(member).advanced(by: keyOffset).assumingMemoryBound(to: String.self)
      let number = find(name, in: rule.table)
      var isKnown = false
      if number >= 0 {
        if number < rule.required { missing &= ~(1 << UInt64(number)) }
        if let node = lists[rule.nodes + number] {
          isKnown = true
          guard apply(node, to: value, circumstances) else { return false }
        }
      }
      if !rule.patterns.isEmpty {
        for pattern in rule.patterns where name.pointee.withBytes({ matches($0, patternNodes[pattern].pattern) }) {
          isKnown = true
          guard apply(patternNodes[pattern].node, to: value, circumstances) else { return false }
        }
      }
      if !isKnown, let additional = rule.additional {
        isKnown = true
        guard apply(additional, to: value, circumstances) else { return false }
      }
      if let names = rule.names, !appliesToName(names, name.pointee, circumstances) { return false }
      if isKnown { circumstances.coverage?.pointee.insert(position) }
    }
    return missing == 0
  }

  private func appliesToName(_ node: Int, _ name: String, _ circumstances: Circumstances) -> Bool {
    withUnsafePointer(to: JSONValue.string(name)) { apply(node, to: $0, circumstances) }
  }

  func checkItems(_ prefix: Range<Int>, _ rest: Int?, _ instance: InstancePointer, _ circumstances: Circumstances) -> Bool {
    let items = instance.items
    guard let first = items.baseAddress else { return true }
    for position in 0..<items.count {
      guard let node = position < prefix.count ? lists[prefix.lowerBound + position] : rest else { break }
      circumstances.coverage?.pointee.insert(position)
      guard apply(node, to: first + position, circumstances) else { return false }
    }
    return true
  }

  /// What is not in every schema.
  func performRare(_ instruction: MachineInstruction, _ instance: InstancePointer, _ circumstances: Circumstances) -> Bool {
    switch instruction {
    case .format(let format): return instance.copy.string.map(format.matches) ?? true
    case .valueAmong(let number): return code.pointee.sets[number].contains(instance.copy)
    case .assertion(let number): return code.pointee.assertions[number].objection(to: instance.copy) == nil
    case .uniqueItems: return areUnique(instance.items)
    case .contains(let number): return holdsContains(code.pointee.contains[number], instance, circumstances)
    case .dependentRequired(let number):
      let rule = code.pointee.dependencies[number]
      guard let object = instance.copy.object, object.position(of: rule.property) != nil else { return true }
      return rule.names.allSatisfy { object.position(of: $0) != nil }
    case .dependentSchema(let number):
      let rule = code.pointee.dependencies[number]
      guard instance.copy.object?.position(of: rule.property) != nil else { return true }
      return apply(rule.node, instance, circumstances)
    case .not(let node):
      var inner = circumstances
      inner.coverage = nil
      return !apply(node, instance, inner)
    case .conditional(let number):
      let rule = code.pointee.conditionals[number]
      guard let branch = apply(rule.condition, instance, circumstances) ? rule.consequence : rule.alternative else { return true }
      return apply(branch, instance, circumstances)
    case .dynamicReference(let number):
      return apply(target(of: code.pointee.dynamicTargets[number], circumstances), instance, circumstances)
    case .unevaluatedItems(let node):
      let items = instance.items
      return checkUnevaluated(node, items.count, circumstances) { position in items.baseAddress.map { $0 + position } }
    case .unevaluatedProperties(let node):
      let members = instance.members
      return checkUnevaluated(node, members.count, circumstances) { position in
        members.baseAddress.map {
          UnsafeRawPointer($0 + position).advanced(by: valueOffset).assumingMemoryBound(to: JSONValue.self)
        }
      }
    default: return true
    }
  }

  /// Few items are compared with each other, many are put into a set.
  private func areUnique(_ items: UnsafeBufferPointer<JSONValue>) -> Bool {
    guard items.count <= 12 else { return Set(items).count == items.count }
    for position in items.indices.dropFirst() where items[..<position].contains(items[position]) { return false }
    return true
  }

  private func holdsContains(_ rule: MachineCode.Contains, _ instance: InstancePointer, _ circumstances: Circumstances) -> Bool {
    var found = 0
    let items = instance.items
    for position in 0..<items.count {
      guard let item = items.baseAddress.map({ $0 + position }), apply(rule.node, to: item, circumstances) else { continue }
      found += 1
      if rule.evaluates { circumstances.coverage?.pointee.insert(position) }
    }
    return found >= rule.minimum && found <= rule.maximum
  }

  private func checkUnevaluated(
    _ node: Int, _ count: Int, _ circumstances: Circumstances, _ child: (Int) -> UnsafePointer<JSONValue>?
  ) -> Bool {
    for position in 0..<count where circumstances.coverage?.pointee.contains(position) != true {
      guard let value = child(position), apply(node, to: value, circumstances) else { return false }
    }
    circumstances.coverage?.pointee.insertAll()
    return true
  }

  /// The anchor of that name in the outermost resource that was entered and has one.
  private func target(of reference: MachineCode.DynamicTarget, _ circumstances: Circumstances) -> Int {
    var target = reference.node
    var scope = circumstances.scope
    while let current = scope {
      if let node = code.pointee.dynamicAnchors[current.pointee.resource][reference.name] { target = node }
      scope = current.pointee.outer
    }
    return target
  }
}
