import JSONDocument

/// Tells whether an instance is valid, and nothing more.
///
/// ``Evaluation`` does the same and says what is wrong; the official suite holds the two to the same answers.
struct Machine {
  let code: UnsafePointer<MachineCode>
  let rows: UnsafeBufferPointer<UInt32>
  let instructions: UnsafeBufferPointer<MachineInstruction>
  let limits: UnsafeBufferPointer<MachineCode.Limit>
  let scaledLimits: UnsafeBufferPointer<Int64>
  let members: UnsafeBufferPointer<MachineCode.Members>
  let lists: UnsafeBufferPointer<Int?>
  let tables: UnsafeBufferPointer<TextTable>
  let slots: UnsafeBufferPointer<TextTable.Slot>
  let identities: UnsafeBufferPointer<TextTable.IdentitySlot>
  let bytes: UnsafeBufferPointer<UInt8>
  let patternNodes: UnsafeBufferPointer<(pattern: Int, node: Int)>
  let automata: UnsafeBufferPointer<PatternAutomaton?>
  let keyOffset: Int
  let valueOffset: Int
  let usesDynamicScope: Bool

  /// What a schema is applied to an instance with.
  struct Circumstances {
    /// Who wants to know what has been looked at; nil when nobody does.
    var coverage: UnsafeMutablePointer<CoverageBits>?
    /// How many schemas have been applied to this same instance, one within the other.
    var steps = 0
    /// The resources that were entered, the innermost first.
    var scope: UnsafePointer<Scope>?
  }

  struct Scope {
    let resource: Int
    let outer: UnsafePointer<Scope>?
  }

  private static let mostStepsInPlace = 256

  /// Whether a schema allows an instance.
  static func accepts(_ instance: JSONValue, node: Int, code: MachineCode) -> Bool {
    // The arrays and the instance stay as they are until the end of this call; the machine keeps to pointers meanwhile.
    withUnsafePointer(to: code) { code in
      withUnsafePointer(to: instance) { instance in
        withExtendedLifetime((code.pointee, instance.pointee)) {
          Machine(code).apply(node, InstancePointer(instance), Circumstances())
        }
      }
    }
  }

  private init(_ code: UnsafePointer<MachineCode>) {
    self.code = code
    rows = code.pointee.rows.withUnsafeBufferPointer { $0 }
    instructions = code.pointee.instructions.withUnsafeBufferPointer { $0 }
    limits = code.pointee.limits.withUnsafeBufferPointer { $0 }
    scaledLimits = code.pointee.scaledLimits.withUnsafeBufferPointer { $0 }
    members = code.pointee.members.withUnsafeBufferPointer { $0 }
    lists = code.pointee.lists.withUnsafeBufferPointer { $0 }
    tables = code.pointee.tables.withUnsafeBufferPointer { $0 }
    slots = code.pointee.slots.withUnsafeBufferPointer { $0 }
    identities = code.pointee.identities.withUnsafeBufferPointer { $0 }
    bytes = code.pointee.bytes.withUnsafeBufferPointer { $0 }
    patternNodes = code.pointee.patternNodes.withUnsafeBufferPointer { $0 }
    automata = code.pointee.automata.withUnsafeBufferPointer { $0 }
    keyOffset = MemoryLayout<JSONObject.Member>.offset(of: \.key) ?? 0
    valueOffset = MemoryLayout<JSONObject.Member>.offset(of: \.value) ?? 0
    usesDynamicScope = code.pointee.usesDynamicScope
  }

  /// Applies a schema to the instance that the circumstances speak of.
  @inline(__always) func apply(_ number: Int, _ instance: InstancePointer, _ circumstances: Circumstances) -> Bool {
    let row = number * MachineCode.rowSize
    let traits = MachineCode.Traits(bits: rows[row + MachineCode.rowSize - 1])
    let kind = instance.kind
    guard traits.allows(kind) else { return false }
    let start = Int(rows[row + kind])
    let end = Int(rows[row + kind + 1])
    return start == end || perform(start, end, traits, instance, circumstances)
  }

  private func perform(
    _ start: Int, _ end: Int, _ traits: MachineCode.Traits, _ instance: InstancePointer, _ circumstances: Circumstances
  ) -> Bool {
    guard circumstances.steps < Self.mostStepsInPlace else { return false }
    var inner = circumstances
    inner.steps += 1
    guard usesDynamicScope || traits.tracks || inner.coverage != nil else { return run(start, end, instance, inner) }
    return applyTracking(traits, start, end, instance, inner)
  }

  /// Applies a schema to a member or an item.
  @inline(__always) func apply(_ number: Int, to child: UnsafePointer<JSONValue>, _ circumstances: Circumstances) -> Bool {
    apply(number, InstancePointer(child), Circumstances(coverage: nil, steps: 0, scope: circumstances.scope))
  }

  private func applyTracking(
    _ node: MachineCode.Traits, _ start: Int, _ end: Int, _ instance: InstancePointer, _ circumstances: Circumstances
  ) -> Bool {
    var inner = circumstances
    return withUnsafePointer(to: Scope(resource: node.resource, outer: circumstances.scope)) { scope in
      if usesDynamicScope, circumstances.scope?.pointee.resource != node.resource { inner.scope = scope }
      guard node.tracks || circumstances.coverage != nil else { return run(start, end, instance, inner) }
      var own = CoverageBits()
      let isValid = withUnsafeMutablePointer(to: &own) { own in
        inner.coverage = own
        return run(start, end, instance, inner)
      }
      if isValid { circumstances.coverage?.pointee.merge(own) }
      return isValid
    }
  }

  @inline(__always) private func run(_ start: Int, _ end: Int, _ instance: InstancePointer, _ circumstances: Circumstances) -> Bool {
    for position in start..<end where !perform(instructions[position], instance, circumstances) { return false }
    return true
  }

  @inline(__always) private func perform(_ instruction: MachineInstruction, _ instance: InstancePointer, _ circumstances: Circumstances)
    -> Bool
  {
    switch instruction {
    case .refuse: false
    case .boolean(let value): instance.isTrue == value
    case .apply(let node): apply(node, instance, circumstances)
    case .members(let number): checkMembers(members[number], instance, circumstances)
    case .items(let prefix, let rest): checkItems(prefix, rest, instance, circumstances)
    case .integer(let plainText): isInteger(instance, plainText: plainText)
    case .minimum(let limit): compare(instance, limit) >= 0
    case .maximum(let limit): compare(instance, limit) <= 0
    case .exclusiveMinimum(let limit): compare(instance, limit) > 0
    case .exclusiveMaximum(let limit): compare(instance, limit) < 0
    case .multipleOf(let limit): isMultiple(instance, limit)
    case .numberAmong(let range): range.contains { compare(instance, $0) == 0 }
    case .minLength(let limit): instance.withText { isLongEnough($0, limit) }
    case .maxLength(let limit): instance.withText { isShortEnough($0, limit) }
    case .textAmong(let table): isAmong(instance, tables[table])
    case .pattern(let pattern): instance.withText { matches($0, pattern) }
    case .minItems(let limit): instance.items.count >= limit
    case .maxItems(let limit): instance.items.count <= limit
    case .minProperties(let limit): instance.members.count >= limit
    case .maxProperties(let limit): instance.members.count <= limit
    case .anyOf(let range): holdsAny(range, instance, circumstances)
    case .oneOf(let range): holdsOne(range, instance, circumstances)
    default: performRare(instruction, instance, circumstances)
    }
  }

  private func holdsAny(_ range: Range<Int>, _ instance: InstancePointer, _ circumstances: Circumstances) -> Bool {
    var isValid = false
    for position in range {
      guard let node = lists[position], apply(node, instance, circumstances) else { continue }
      // With coverage every branch counts, for each may have looked at other parts.
      if circumstances.coverage == nil { return true }
      isValid = true
    }
    return isValid
  }

  private func holdsOne(_ range: Range<Int>, _ instance: InstancePointer, _ circumstances: Circumstances) -> Bool {
    var isValid = false
    for position in range {
      guard let node = lists[position], apply(node, instance, circumstances) else { continue }
      if isValid { return false }
      isValid = true
    }
    return isValid
  }
}
