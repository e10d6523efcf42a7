import JSONDocument

/// Proofs that two schemas of one side have no instance in common.
extension SchemaSide {
  /// Whether the terms are pairwise disjoint, so that "exactly one" and "at least one" mean the same.
  mutating func areDisjoint(_ terms: [SchemaTerm]) -> Bool {
    guard terms.count <= 40 else { return false }
    for first in terms.indices {
      for second in terms.indices where second > first {
        if !areDisjoint(terms[first], terms[second], depth: 0) { return false }
      }
    }
    return true
  }

  mutating func areDisjoint(_ left: SchemaTerm, _ right: SchemaTerm, depth: Int) -> Bool {
    guard depth < 4 else { return false }
    let (lefts, rights) = (form(of: left), form(of: right))
    for one in lefts {
      for other in rights where !areDisjoint(one, other, depth: depth) { return false }
    }
    return true
  }

  mutating func areDisjoint(_ left: SchemaBranch, _ right: SchemaBranch, depth: Int) -> Bool {
    guard left.kind == right.kind else { return true }
    if let one = left.values, let other = right.values { return !one.contains { other.contains($0) } }
    switch left.kind {
    case .null, .boolean: return false
    case .number: return left.number.isDisjoint(from: right.number)
    case .string: return Self.apart(left.text.least, left.text.most, right.text.least, right.text.most)
    case .array: return Self.apart(left.least, left.most, right.least, right.most)
    case .object:
      for name in left.required.union(right.required) {
        if areDisjoint(left.member(name.text), right.member(name.text), depth: depth + 1) { return true }
      }
      return false
    }
  }

  private static func apart(_ least: Int, _ most: Int?, _ otherLeast: Int, _ otherMost: Int?) -> Bool {
    most.map { $0 < otherLeast } ?? false || otherMost.map { $0 < least } ?? false
  }
}
