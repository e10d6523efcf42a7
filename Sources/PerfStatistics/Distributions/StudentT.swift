import Foundation

/// Student's t distribution.
public struct StudentT: Sendable, Hashable {
  /// Degrees of freedom, above 0.
  public let degreesOfFreedom: Double

  /// Nil where `degreesOfFreedom` is not above 0 and finite.
  public init?(degreesOfFreedom: Double) {
    guard degreesOfFreedom > 0, degreesOfFreedom.isFinite else { return nil }
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a value at most `t`.
  public func cumulative(_ t: Double) -> Double {
    let x = degreesOfFreedom / (degreesOfFreedom + t * t)
    let tail = IncompleteBeta.value(x, a: degreesOfFreedom / 2, b: 0.5) / 2
    return t > 0 ? 1 - tail : tail
  }

  /// The value that is not exceeded with probability `p`; infinite at 0 and 1, not a number outside them.
  public func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if p == 0.5 { return 0 }
    if p < 0.5 { return -upperQuantile(tail: p) }
    return upperQuantile(tail: 1 - p)
  }

  /// The t whose upper tail has the probability `tail`, by bisection: slow and sure, it is called once for an interval.
  private func upperQuantile(tail: Double) -> Double {
    guard tail > 0 else { return .infinity }
    func upperTail(_ t: Double) -> Double { cumulative(-t) }
    var high = 1.0
    while upperTail(high) > tail, high < 1e300 { high *= 2 }
    var low = 0.0
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if middle == low || middle == high { break }
      if upperTail(middle) > tail { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
