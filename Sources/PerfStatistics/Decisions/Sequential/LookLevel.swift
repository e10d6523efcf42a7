/// The levels of one look, and Student's quantiles for them, which take longer to find than all the rest of a look.
struct LookLevel: Sendable, Hashable {
  /// The share of the alpha that is spent at this look.
  let share: Double
  /// How many standard errors below the mean the lower bound lies.
  let below: Double
  /// How many above it the upper bound lies.
  let above: Double
  /// How many standard errors beyond the bound a slowdown must lie to be called with the plan's power.
  let beyond: Double

  /// Nil where fewer than two units would be kept, or nothing is spent.
  init?(units: Int, share: Double, plan: SequentialPlan) {
    let kept = units - 2 * Int(plan.trim * Double(units))
    guard kept >= 2, share > 0, let distribution = StudentT(degreesOfFreedom: Double(kept - 1)) else { return nil }
    self.share = share
    below = distribution.quantile(1 - plan.failAlpha * share)
    above = distribution.quantile(1 - plan.passAlpha * share)
    beyond = distribution.quantile(plan.power)
  }
}
