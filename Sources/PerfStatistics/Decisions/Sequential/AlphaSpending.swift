import Foundation

/// How the probability of a false decision is spent over the looks at data that still grow (Lan and DeMets, 1983).
///
/// Each look is tested at the share that is newly spent on it, not at the larger level that a joint normal distribution of the
/// looks would allow: the shares add up to the whole (Bonferroni's inequality; Slud and Wei, 1982), so that the whole is kept
/// also for Student's t with few degrees of freedom and for looks that depend on each other in an unknown way.
public enum AlphaSpending: Sendable, Hashable {
  /// `ln(1 + (e - 1) * t)`: nearly the same share for each look, like Pocock's boundary.
  case pocockLike
  /// `t` to this power (Kim and DeMets, 1987): 1 spends evenly, 3 late, like O'Brien and Fleming's boundary. A power that is
  /// not above 0 counts as 1.
  case power(Double)

  /// The share of the whole that is spent at the share `t`, 0 to 1, of all data.
  public func spent(at t: Double) -> Double {
    let fraction = min(max(t, 0), 1)
    switch self {
    case .pocockLike: return log1p((M_E - 1) * fraction)
    case .power(let exponent): return pow(fraction, exponent > 0 && exponent.isFinite ? exponent : 1)
    }
  }

  /// The share of the whole that each look is tested at; they add up to 1.
  ///
  /// - Parameter looks: after how many units there is a look, rising.
  public func shares(looks: [Int]) -> [Double] {
    guard let last = looks.last, last > 0 else { return [] }
    var before = 0.0
    return looks.map { look in
      let now = spent(at: Double(look) / Double(last))
      defer { before = now }
      return now - before
    }
  }
}
