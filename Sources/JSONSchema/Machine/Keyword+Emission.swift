import JSONDocument

// How each keyword becomes instructions. An assertion that says nothing else is run as it is.

extension Assertion {
  func emit(into writer: inout MachineWriter) { writer.add(.assertion(writer.assertion(self)), .values) }
}

extension TypeKeyword {
  func emit(into writer: inout MachineWriter) {
    let bits: [(String, InstanceKinds)] = [
      ("null", .null), ("boolean", .boolean), ("number", .number), ("integer", .number), ("string", .string), ("array", .array),
      ("object", .object),
    ]
    writer.allow(only: InstanceKinds(bits.filter { types.contains($0.0) }.map(\.1)))
    if types.contains("integer"), !types.contains("number") {
      writer.add(.integer(plainText: integerNeedsPlainText), for: .number, .values)
    }
  }
}

extension EnumerationKeywords {
  func emit(into writer: inout MachineWriter) {
    var allowed: InstanceKinds = []
    if values.contains(.null) { allowed.insert(.null) }
    let booleans = [true, false].filter { values.contains(.bool($0)) }
    if let only = booleans.first {
      allowed.insert(.boolean)
      if booleans.count == 1 { writer.add(.boolean(only), for: .boolean, .values) }
    }
    let numbers = ordered.compactMap(\.number)
    if !numbers.isEmpty {
      allowed.insert(.number)
      var limits: [Int] = []
      for number in numbers { limits.append(writer.limit(number)) }
      writer.add(.numberAmong(limits[0]..<limits[0] + limits.count), for: .number, .values)
    }
    let texts = ordered.compactMap(\.string)
    if !texts.isEmpty {
      allowed.insert(.string)
      writer.add(.textAmong(writer.table(texts)), for: .string, .values)
    }
    for (kind, bit) in [(JSONValue.Kind.array, InstanceKinds.array), (.object, .object)] where values.contains(where: { $0.kind == kind }) {
      allowed.insert(bit)
      writer.add(.valueAmong(writer.set(values.filter { $0.kind == kind })), for: bit, .values)
    }
    writer.allow(only: allowed)
  }
}

extension NumericKeywords {
  func emit(into writer: inout MachineWriter) {
    let limit = writer.limit(limit)
    let instruction: MachineInstruction =
      switch rule {
      case .minimum: .minimum(limit)
      case .maximum: .maximum(limit)
      case .exclusiveMinimum: .exclusiveMinimum(limit)
      case .exclusiveMaximum: .exclusiveMaximum(limit)
      case .multipleOf: .multipleOf(limit)
      }
    writer.add(instruction, for: .number, .values)
  }
}

extension StringKeywords {
  func emit(into writer: inout MachineWriter) {
    switch rule {
    case .minLength(let limit): writer.add(.minLength(limit), for: .string, .values)
    case .maxLength(let limit): writer.add(.maxLength(limit), for: .string, .values)
    case .pattern(let pattern): writer.add(.pattern(writer.pattern(pattern)), for: .string, .values)
    }
  }
}

extension FormatKeyword {
  func emit(into writer: inout MachineWriter) { writer.add(.format(format), for: .string, .values) }
}

extension SizeKeywords {
  func emit(into writer: inout MachineWriter) {
    switch rule {
    case .minItems(let limit): writer.add(.minItems(limit), for: .array, .values)
    case .maxItems(let limit): writer.add(.maxItems(limit), for: .array, .values)
    case .minProperties(let limit): writer.add(.minProperties(limit), for: .object, .values)
    case .maxProperties(let limit): writer.add(.maxProperties(limit), for: .object, .values)
    case .uniqueItems: writer.add(.uniqueItems, for: .array, .contents)
    }
  }
}

extension RequirementKeywords {
  func emit(into writer: inout MachineWriter) {
    guard let condition else { return writer.require(names) }
    let rule = MachineCode.Dependency(property: condition, names: names, node: 0)
    writer.add(.dependentRequired(writer.dependency(rule)), for: .object, .contents)
  }
}

extension PropertyKeywords {
  func emit(into writer: inout MachineWriter) { writer.check(self) }
}

extension DependentSchema {
  func emit(into writer: inout MachineWriter) {
    let rule = MachineCode.Dependency(property: property, names: [], node: node)
    writer.add(.dependentSchema(writer.dependency(rule)), for: .object, .applied)
  }
}

extension ItemKeywords {
  func emit(into writer: inout MachineWriter) {
    writer.add(.items(prefix: writer.list(prefix), rest: rest), for: .array, .contents)
  }
}

extension ContainsKeyword {
  func emit(into writer: inout MachineWriter) {
    let rule = MachineCode.Contains(node: node, minimum: minimum, maximum: maximum ?? .max, evaluates: evaluates)
    writer.add(.contains(writer.contains(rule)), for: .array, .contents)
  }
}

extension AllOf {
  func emit(into writer: inout MachineWriter) { for node in nodes { writer.add(.apply(node), .applied) } }
}

extension AnyOf {
  func emit(into writer: inout MachineWriter) { writer.add(.anyOf(writer.list(nodes)), .applied) }
}

extension OneOf {
  func emit(into writer: inout MachineWriter) { writer.add(.oneOf(writer.list(nodes)), .applied) }
}

extension Negation {
  func emit(into writer: inout MachineWriter) { writer.add(.not(node), .applied) }
}

extension ConditionalKeyword {
  func emit(into writer: inout MachineWriter) {
    let rule = MachineCode.Conditional(condition: condition, consequence: consequence, alternative: alternative)
    writer.add(.conditional(writer.conditional(rule)), .applied)
  }
}

extension Reference {
  func emit(into writer: inout MachineWriter) { writer.add(.apply(node), .applied) }
}

extension DynamicReference {
  func emit(into writer: inout MachineWriter) {
    writer.add(.dynamicReference(writer.dynamicTarget(MachineCode.DynamicTarget(name: name, node: node))), .applied)
  }
}

extension UnevaluatedProperties {
  func emit(into writer: inout MachineWriter) { writer.add(.unevaluatedProperties(node), for: .object, .unevaluated) }
}

extension UnevaluatedItems {
  func emit(into writer: inout MachineWriter) { writer.add(.unevaluatedItems(node), for: .array, .unevaluated) }
}
