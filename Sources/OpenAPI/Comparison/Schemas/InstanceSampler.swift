import JSONDocument
import JSONSchema

/// Small instances of terms, the plainest first. They are built from the normal form and checked with the validators.
extension InclusionProver {
  private static let deepest = 8
  private static let mostTries = 6

  mutating func sample(_ term: SidedTerm, depth: Int = 0) -> JSONValue? { samples(term, limit: 1, depth: depth).first }

  mutating func samples(_ term: SidedTerm, limit: Int, depth: Int = 0) -> [JSONValue] {
    guard depth < Self.deepest, !term.term.isNever else { return [] }
    if term.term.isAny { return Array(["a", 1, true, "b", 2, 3, "c"].prefix(limit)) }
    var found: [JSONValue] = []
    for branch in form(term) {
      for value in samples(branch, side: term.side, limit: limit, depth: depth)
      where accepts(value, term) != false && !found.contains(value) {
        found.append(value)
        if found.count >= limit { return found }
      }
    }
    return found.isEmpty ? generated(term, limit: limit) : found
  }

  /// From the generator of valid instances, for a term of one place.
  private mutating func generated(_ term: SidedTerm, limit: Int) -> [JSONValue] {
    guard term.term.places.count == 1, let place = term.term.places.first else { return [] }
    let validator = term.side == .sender ? sender.validator(place) : receiver.validator(place)
    guard let validator else { return [] }
    var generator = InstanceGenerator(validator, seed: 1)
    var found: [JSONValue] = []
    for _ in 0..<Self.mostTries {
      guard let value = try? generator.next() else { break }
      if !found.contains(value) { found.append(value) }
      if found.count >= limit { break }
    }
    return found
  }

  mutating func samples(_ branch: SchemaBranch, side: SideName, limit: Int, depth: Int) -> [JSONValue] {
    if let values = branch.values { return Array(values.prefix(max(limit, 8))) }
    switch branch.kind {
    case .null: return [.null]
    case .boolean: return [true, false]
    case .number: return branch.number.candidates(near: []).map { .number($0) }
    case .string: return branch.text.samples(limit: max(limit, 2)).map { .string($0) }
    case .array: return array(branch, side, count: branch.least, depth: depth).map { [$0] } ?? []
    case .object: return object(branch, side, depth: depth).map { [$0] } ?? []
    }
  }

  /// An array of that many items.
  mutating func array(_ branch: SchemaBranch, _ side: SideName, count: Int, depth: Int) -> JSONValue? {
    guard count <= 1_000 else { return nil }
    var items: [JSONValue] = []
    for position in 0..<count {
      let term = SidedTerm(side: side, term: branch.item(position))
      guard branch.isUnique else {
        guard let item = sample(term, depth: depth + 1) else { return nil }
        items.append(item)
        continue
      }
      guard let item = samples(term, limit: count, depth: depth + 1).first(where: { !items.contains($0) }) else { return nil }
      items.append(item)
    }
    return .array(items)
  }

  /// An object with what is required, and as many further members as the branch demands.
  mutating func object(_ branch: SchemaBranch, _ side: SideName, depth: Int) -> JSONValue? {
    var object = JSONObject()
    let optional = branch.names.filter { !branch.required.contains($0) && !branch.member($0.text).isNever }
    for name in branch.required.sorted() {
      guard let value = sample(SidedTerm(side: side, term: branch.member(name.text)), depth: depth + 1) else { return nil }
      object.append(name.text, value)
    }
    for name in optional where object.count < branch.least {
      if let value = sample(SidedTerm(side: side, term: branch.member(name.text)), depth: depth + 1) { object.append(name.text, value) }
    }
    var number = 1
    while object.count < branch.least, number < 200 {
      let name = "extra\(number)"
      number += 1
      if let value = sample(SidedTerm(side: side, term: branch.member(name)), depth: depth + 1) { object.append(name, value) }
    }
    guard object.count >= branch.least else { return nil }
    return .object(object)
  }
}

extension NumberRange {
  /// Numbers of this range at and beside its limits and the given ones, the plainest first.
  func candidates(near others: [JSONNumber]) -> [JSONNumber] {
    var found: [JSONNumber] = []
    var starts = [JSONNumber(1), JSONNumber(0), JSONNumber(-1)] + others
    starts += [lower?.limit, upper?.limit].compactMap { $0 }
    for start in starts {
      if let value = start.int, abs(value) < 1 << 60 {
        for shift in [0, 1, -1] { found.append(JSONNumber(value + shift)) }
        for divisor in divisors.compactMap(\.int) where divisor > 0 {
          let down = (value / divisor) * divisor
          for shift in [0, divisor, -divisor, 2 * divisor] { found.append(JSONNumber(down + shift)) }
        }
      } else {
        found.append(start)
      }
      guard !isInteger, abs(start.double) < 1e15 else { continue }
      for shift in [0.5, -0.5, 0.01, -0.01] { if let number = JSONNumber(start.double + shift) { found.append(number) } }
      for divisor in divisors where divisor.int == nil {
        let down = (start.double / divisor.double).rounded(.down) * divisor.double
        for count in [0.0, 1, 2] { if let number = JSONNumber(down + count * divisor.double) { found.append(number) } }
      }
    }
    if !isInteger, let low = lower?.limit.double, let high = upper?.limit.double, let middle = JSONNumber((low + high) / 2) {
      found.append(middle)
    }
    var seen: Set<JSONNumber> = []
    return found.filter { contains($0) && seen.insert($0).inserted }
  }
}

extension TextRange {
  /// Texts of this range; a longer one where a length is given.
  func samples(limit: Int, length: Int? = nil) -> [String] {
    if patterns.isEmpty, formats.isEmpty {
      let wanted = length ?? max(least, 1)
      guard wanted <= most ?? .max, wanted >= least, wanted <= 1 << 20 else { return most == 0 ? [""] : [] }
      return ["a", "b", "0", "Z"].prefix(max(limit, 1)).map { String(repeating: $0, count: wanted) }
    }
    guard let schema = try? CompiledSchema(self.schema(length: length), assertsFormat: true) else { return [] }
    var generator = InstanceGenerator(schema, seed: 1)
    var found: [String] = []
    for _ in 0..<(limit + 4) {
      guard found.count < limit, let text = try? generator.next().string else { break }
      if !found.contains(text) { found.append(text) }
    }
    return found
  }

  private func schema(length: Int?) -> JSONValue {
    var object: JSONObject = ["type": "string", "minLength": .number(JSONNumber(length ?? least))]
    if let most = length ?? most { object.append("maxLength", .number(JSONNumber(most))) }
    let parts = patterns.sorted().map { JSONValue.object(["pattern": .string($0)]) }
    let formats = formats.map(\.rawValue).sorted().map { JSONValue.object(["format": .string($0)]) }
    if !(parts + formats).isEmpty { object.append("allOf", .array(parts + formats)) }
    return .object(object)
  }
}
