/// What can be wrong with a sequential decision.
public enum SequentialError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The plan's numbers contradict each other.
  case invalidPlan(String)
  /// The unit with this number, the first being 1, is not a finite number.
  case unusableUnit(Int)
  /// A unit came after the decision, or after it was stopped.
  case alreadyDecided

  public var description: String {
    switch self {
    case .invalidPlan(let what): "invalid plan of a sequential decision: \(what)"
    case .unusableUnit(let number): "unit \(number) of a sequential decision is not a finite number; leave out units without a value"
    case .alreadyDecided: "a unit came after the decision; begin a new one"
    }
  }
}
