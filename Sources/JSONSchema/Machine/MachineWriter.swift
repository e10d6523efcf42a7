import JSONDocument

/// Writes the code of a program, one schema after the other.
struct MachineWriter {
  private(set) var code = MachineCode()
  /// The types that the schema at hand allows at all.
  private var kinds: InstanceKinds = .all
  private var steps: [Stage: [[MachineInstruction]]] = [:]
  private var properties: PropertyKeywords?
  private var required: [String] = []
  private var patternNumbers: [String: Int] = [:]

  /// The order in which the keywords of a schema are looked at: what is cheap first, what needs the coverage of the others last.
  enum Stage: CaseIterable { case values, contents, applied, unevaluated }

  /// More required names than this are looked for one by one.
  private static let mostRequired = 64

  static func code(for nodes: [SchemaNode], _ dynamicAnchors: [[String: Int]]) -> MachineCode {
    var writer = MachineWriter()
    for node in nodes { writer.write(node) }
    writer.code.dynamicAnchors = dynamicAnchors
    return writer.code
  }

  private mutating func write(_ node: SchemaNode) {
    (kinds, steps, properties, required) = (.all, [:], nil, [])
    switch node.body {
    case .always(false): kinds = []
    case .always(true): break
    case .keywords(let keywords):
      for keyword in keywords { keyword.emit(into: &self) }
      writeMembers()
    }
    for kind in 0..<InstanceKinds.count {
      code.rows.append(UInt32(code.instructions.count))
      for stage in Stage.allCases { code.instructions += steps[stage]?[kind] ?? [] }
    }
    code.rows.append(UInt32(code.instructions.count))
    code.rows.append(MachineCode.Traits(kinds: kinds, tracks: node.needsCoverage, resource: node.resource).bits)
  }

  /// Adds an instruction for instances of some types.
  mutating func add(_ instruction: MachineInstruction, for kinds: InstanceKinds = .all, _ stage: Stage) {
    for kind in 0..<InstanceKinds.count where kinds.rawValue & (1 << UInt8(kind)) != 0 {
      steps[stage, default: Array(repeating: [], count: InstanceKinds.count)][kind].append(instruction)
    }
  }

  mutating func allow(only kinds: InstanceKinds) { self.kinds.formIntersection(kinds) }

  mutating func require(_ names: [String]) { required += names }

  mutating func check(_ properties: PropertyKeywords) { self.properties = properties }

  mutating func limit(_ number: JSONNumber) -> Int {
    var least = UInt8.max
    if case .plain(let digits, let scale) = number.storage {
      least = scale
      for other in UInt8(0)..<UInt8(MachineCode.Limit.scales) {
        // No instance kept as digits is as large as what doesn't fit.
        let power = JSONNumber.power(other > scale ? other - scale : 0)
        let (product, overflowed) = digits.multipliedReportingOverflow(by: power)
        code.scaledLimits.append(overflowed ? digits < 0 ? .min : .max : product)
      }
    } else {
      code.scaledLimits += Array(repeating: 0, count: MachineCode.Limit.scales)
    }
    let scaled = code.scaledLimits.count - MachineCode.Limit.scales
    code.limits.append(MachineCode.Limit(scaled: scaled, scale: least, number: code.numbers.count))
    code.numbers.append(number)
    return code.limits.count - 1
  }

  mutating func list(_ nodes: [Int?]) -> Range<Int> {
    code.lists += nodes
    return code.lists.count - nodes.count..<code.lists.count
  }

  mutating func table(_ texts: [String]) -> Int {
    code.tables.append(textTable(texts))
    return code.tables.count - 1
  }

  private mutating func textTable(_ texts: [String]) -> TextTable {
    code.texts += texts
    return TextTable(texts, slots: &code.slots, identities: &code.identities, bytes: &code.bytes)
  }

  mutating func pattern(_ pattern: ECMAPattern) -> Int {
    if let known = patternNumbers[pattern.source] { return known }
    patternNumbers[pattern.source] = code.patterns.count
    code.patterns.append(pattern)
    code.automata.append(pattern.automaton)
    return code.patterns.count - 1
  }

  mutating func set(_ values: Set<JSONValue>) -> Int {
    code.sets.append(values)
    return code.sets.count - 1
  }

  mutating func assertion(_ assertion: any Assertion) -> Int {
    code.assertions.append(assertion)
    return code.assertions.count - 1
  }

  mutating func contains(_ rule: MachineCode.Contains) -> Int {
    code.contains.append(rule)
    return code.contains.count - 1
  }

  mutating func conditional(_ rule: MachineCode.Conditional) -> Int {
    code.conditionals.append(rule)
    return code.conditionals.count - 1
  }

  mutating func dependency(_ rule: MachineCode.Dependency) -> Int {
    code.dependencies.append(rule)
    return code.dependencies.count - 1
  }

  mutating func dynamicTarget(_ target: MachineCode.DynamicTarget) -> Int {
    code.dynamicTargets.append(target)
    return code.dynamicTargets.count - 1
  }

  /// Joins what is said of the members: the names that are required come first in the table.
  private mutating func writeMembers() {
    var seen: Set<UTF8Key> = []
    required = required.filter { seen.insert(UTF8Key($0)).inserted }
    guard properties != nil || !required.isEmpty else { return }
    let inWalk = required.prefix(Self.mostRequired)
    for name in required.dropFirst(Self.mostRequired) {
      let rule = MachineCode.Dependency(property: inWalk.first ?? name, names: [name], node: 0)
      add(.dependentRequired(dependency(rule)), for: .object, .contents)
    }
    let requiredKeys = inWalk.map { UTF8Key($0) }
    let known = Set(requiredKeys)
    let others = (properties?.named.keys.filter { !known.contains($0) } ?? []).sorted()
    let keys = requiredKeys + others
    let nodes = list(keys.map { properties?.named[$0] })
    var patterns: [(pattern: Int, node: Int)] = []
    for (pattern, node) in properties?.patterns ?? [] { patterns.append((self.pattern(pattern), node)) }
    code.patternNodes += patterns
    let rule = MachineCode.Members(
      table: textTable(keys.map(\.text)), nodes: nodes.lowerBound, required: inWalk.count,
      patterns: code.patternNodes.count - patterns.count..<code.patternNodes.count, additional: properties?.additional,
      names: properties?.names)
    code.members.append(rule)
    add(.members(code.members.count - 1), for: .object, .contents)
  }
}
