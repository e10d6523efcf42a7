import GateKit
import StepLanguage

/// A query answers with one number.
public struct SQLInvariant: Sendable {
  /// Where the step that asks leaves its answer.
  static let variable = "invariant.count"

  /// One row with a column `count`; `${name}` is bound as a parameter.
  public var query: String
  public var expected: Quantity
  /// Asks the target's database.
  let step: Step

  /// - Throws: `GateError` for a query whose variables are written wrongly.
  init(query entry: YAMLNode.Entry, expected: Quantity) throws {
    query = try entry.value.text("query")
    self.expected = expected
    step = try Self.step(asking: entry)
  }

  /// A step that leaves the column `count` of a query's one row in ``variable``.
  static func step(asking entry: YAMLNode.Entry) throws -> Step {
    let query = entry.value
    func renamed(_ key: String, _ value: YAMLNode) -> YAMLNode.Entry {
      var entry = entry
      entry.key = key
      entry.value = value
      return entry
    }
    let column = YAMLNode(.scalar("count", isPlain: true), at: query.location)
    let capture = YAMLNode(.mapping([renamed(variable, column)]), at: query.location)
    return try StepParser().step(YAMLNode(.mapping([renamed(SQLStep.keyword, query), renamed("capture", capture)]), at: query.location))
  }

  func violation(in round: RoundRecord) throws -> String? {
    guard let found = round.queryResults[query] else { throw RaceError.notObserved("the answer to '\(query)'") }
    let wanted = expected.value(in: round.outcomes)
    return found == wanted ? nil : "the query '\(query)' counts \(Invariants.number(found)), \(Invariants.number(wanted)) expected"
  }
}
