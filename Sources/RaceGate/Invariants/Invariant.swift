import GateModel

/// What must hold after each round of a race, and where the file says so.
public struct Invariant: Sendable {
  public enum Kind: Sendable {
    case count(CountInvariant)
    case distinct(DistinctInvariant)
    case metric(MetricInvariant)
    case sql(SQLInvariant)
    case linearizable(LinearizableInvariant)
    case observed(ObservedInvariant)
    case ordered(OrderedInvariant)
  }

  public var kind: Kind
  public var location: SourceLocation

  public init(_ kind: Kind, at location: SourceLocation) {
    self.kind = kind
    self.location = location
  }

  /// Why it does not hold in this round, or nil.
  /// - Throws: ``RaceError`` where the round holds nothing to judge it by.
  public func violation(in round: RoundRecord) throws -> String? {
    switch kind {
    case .count(let invariant): invariant.violation(in: round)
    case .distinct(let invariant): invariant.violation(in: round)
    case .metric(let invariant): try invariant.violation(in: round)
    case .sql(let invariant): try invariant.violation(in: round)
    case .linearizable(let invariant): try invariant.violation(in: round)
    case .observed(let invariant): try invariant.violation(in: round)
    case .ordered(let invariant): try invariant.violation(in: round)
    }
  }

  /// Tells it from the others of its race, without line numbers.
  public var identity: String {
    switch kind {
    case .count(let invariant): "\(invariant.bound.name) \(invariant.pattern.text)"
    case .distinct(let invariant): "distinct \(invariant.value.text) of \(invariant.pattern.text)"
    case .metric(let invariant): "\(invariant.isDelta ? "metric" : "gauge") \(invariant.text)"
    case .sql(let invariant): "sql \(invariant.query)"
    case .linearizable(let invariant): "linearizable \(invariant.model.rawValue)"
    case .observed(let invariant): "\(invariant.rule.name) \(invariant.observation.text)"
    case .ordered(let invariant): "monotonic \(invariant.value) of \(invariant.pattern.text)"
    }
  }
}
