/// A query answers with one number.
public struct SQLInvariant: Sendable, Hashable {
  /// One row, one column; `${name}` is bound as a parameter.
  public var query: String
  public var expected: Quantity

  public init(query: String, expected: Quantity) {
    self.query = query
    self.expected = expected
  }

  func violation(in round: RoundRecord) throws -> String? {
    guard let found = round.queryResults[query] else { throw RaceError.notObserved("the query '\(query)'") }
    let wanted = expected.value(in: round.outcomes)
    return found == wanted ? nil : "the query '\(query)' answers \(Invariants.number(found)), \(Invariants.number(wanted)) expected"
  }
}
