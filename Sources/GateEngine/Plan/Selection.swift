import GateModel

/// Which of the planned cases a run exercises.
public struct Selection: Sendable {
  /// Gates to run; empty means all.
  public var gates: [GateID]
  /// Patterns, each the id of a check, case, requirement or defect, with `*` for any text; empty means all.
  public var only: [String]
  /// Tags, one of which a case must have; empty means all cases.
  public var tags: [String]
  /// Tags that a case must not have.
  public var withoutTags: [String]
  public var shard: Shard

  public init(gates: [GateID] = [], only: [String] = [], tags: [String] = [], withoutTags: [String] = [], shard: Shard = .whole) {
    self.gates = gates
    self.only = only
    self.tags = tags
    self.withoutTags = withoutTags
    self.shard = shard
  }

  /// True where nothing was left out.
  public var isComplete: Bool { gates.isEmpty && only.isEmpty && tags.isEmpty && withoutTags.isEmpty && shard == .whole }

  func admits(_ gate: GateID) -> Bool { gates.isEmpty || gates.contains(gate) }

  func admits(_ planned: PlannedCase) -> Bool {
    guard only.isEmpty || only.contains(where: { Self.names($0, planned) }) else { return false }
    guard tags.isEmpty || planned.tags.contains(where: { tags.contains($0) }) else { return false }
    return !planned.tags.contains { withoutTags.contains($0) }
  }

  /// True where the pattern names the case, its check, one of its requirements or defects.
  static func names(_ pattern: String, _ planned: PlannedCase) -> Bool {
    let names = [planned.id.rawValue, planned.check.rawValue] + planned.requirements.map(\.rawValue) + planned.defects.map(\.rawValue)
    return names.contains { Glob.matches(pattern, $0) }
  }
}

/// Matching with `*` for any text, also none.
enum Glob {
  static func matches(_ pattern: String, _ text: String) -> Bool {
    let (p, t) = (Array(pattern.utf8), Array(text.utf8))
    var (i, j, star, mark) = (0, 0, -1, 0)
    while j < t.count {
      if i < p.count, p[i] == UInt8(ascii: "*") {
        star = i
        mark = j
        i += 1
      } else if i < p.count, p[i] == t[j] {
        i += 1
        j += 1
      } else if star >= 0 {
        i = star + 1
        mark += 1
        j = mark
      } else {
        return false
      }
    }
    while i < p.count, p[i] == UInt8(ascii: "*") { i += 1 }
    return i == p.count
  }
}
