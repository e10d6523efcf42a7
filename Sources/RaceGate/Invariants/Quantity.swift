/// A number that an invariant expects.
public enum Quantity: Sendable, Hashable {
  case literal(Double)
  /// How many requests the burst had.
  case attempts
  /// How many of them ended like this.
  case outcomes(OutcomePattern)

  func value(in outcomes: [BurstOutcome]) -> Double {
    switch self {
    case .literal(let number): number
    case .attempts: Double(outcomes.count)
    case .outcomes(let pattern): Double(outcomes.count(where: pattern.matches))
    }
  }
}
