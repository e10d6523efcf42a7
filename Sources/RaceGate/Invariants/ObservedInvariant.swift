import StepLanguage

/// A number of the target that can be asked for before and after a burst.
public struct Observation: Sendable {
  enum Source: Sendable {
    /// Leaves its number in ``SQLInvariant/variable``.
    case query(Step)
    case answer(RequestTemplate, OutcomePlace)
  }

  let source: Source
  /// Tells it from others, for messages too: the query, or the request and the place.
  public let text: String

  var step: Step? { if case .query(let step) = source { step } else { nil } }
}

/// A number of the target changes over a burst as a rule says.
public struct ObservedInvariant: Sendable {
  public enum Rule: Sendable, Hashable {
    /// It is the same, or has changed by exactly so much.
    case conserved(change: Quantity)
    /// Every request that ended like this has added so much: none was overwritten by another.
    case noLostUpdate(adds: Double, of: OutcomePattern)
    /// It has not gone back.
    case monotonic(falls: Bool)

    var name: String {
      switch self {
      case .conserved: "conserved"
      case .noLostUpdate: "no-lost-update"
      case .monotonic: "monotonic"
      }
    }
  }

  public var observation: Observation
  public var rule: Rule

  /// - Throws: ``RaceError`` where it was not observed.
  func violation(in round: RoundRecord) throws -> String? {
    guard let before = round.observedBefore[observation.text], let after = round.observedAfter[observation.text] else {
      throw RaceError.notObserved(observation.text)
    }
    let change = after - before
    let values = "\(observation.text) was \(Invariants.number(before)) and is \(Invariants.number(after))"
    switch rule {
    case .conserved(let quantity):
      let wanted = quantity.value(in: round.outcomes)
      return Self.same(change, wanted)
        ? nil : "\(values): it changed by \(Invariants.number(change)), \(Invariants.number(wanted)) expected"
    case .noLostUpdate(let adds, let pattern):
      let count = round.outcomes.count(where: pattern.matches)
      let wanted = adds * Double(count)
      guard !Self.same(change, wanted) else { return nil }
      let missing = adds == 0 ? 0 : (wanted - change) / adds
      return "\(values): \(count) requests ended with \(pattern.text) and each adds \(Invariants.number(adds)), "
        + (missing > 0 ? "\(Invariants.number(missing)) updates are lost" : "it changed by \(Invariants.number(change))")
    case .monotonic(let falls):
      return (falls ? change > 0 : change < 0) ? "\(values): it went back" : nil
    }
  }

  /// Equal but for the rounding of binary fractions.
  private static func same(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) <= 1e-9 * max(1, abs(left), abs(right))
  }
}
