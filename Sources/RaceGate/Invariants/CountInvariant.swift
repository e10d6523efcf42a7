/// Exactly, at most or at least so many requests of a burst end in a certain way.
public struct CountInvariant: Sendable, Hashable {
  public enum Bound: Sendable, Hashable {
    case exactly(Int)
    case atMost(Int)
    case atLeast(Int)

    var name: String {
      switch self {
      case .exactly(let count): "exactly \(count)"
      case .atMost(let count): "at most \(count)"
      case .atLeast(let count): "at least \(count)"
      }
    }

    func admits(_ count: Int) -> Bool {
      switch self {
      case .exactly(let wanted): count == wanted
      case .atMost(let limit): count <= limit
      case .atLeast(let limit): count >= limit
      }
    }
  }

  public var bound: Bound
  public var pattern: OutcomePattern

  public init(_ bound: Bound, of pattern: OutcomePattern) {
    self.bound = bound
    self.pattern = pattern
  }

  func violation(in round: RoundRecord) -> String? {
    let count = round.outcomes.count(where: pattern.matches)
    guard !bound.admits(count) else { return nil }
    return "\(count) of \(round.outcomes.count) simultaneous requests ended with \(pattern.text), \(bound.name) may"
  }
}
