/// What a search found; numbers are positions in the compiled history.
enum SearchOutcome {
  case ok(order: [Int])
  /// No order explains the completion of this level; the states that were possible before it.
  case illegal(level: Int, states: [Int32])
  case exhausted(Exhaustion)
  /// For long no order came beyond this level; the search may go on.
  case stuck(level: Int)
}

/// Counts moves, and stops at a limit.
struct StepBudget {
  private(set) var used = 0
  private let limits: CheckLimits

  init(_ limits: CheckLimits) { self.limits = limits }

  /// - Parameter bytes: computed from time to time only.
  mutating func spend(_ bytes: () -> Int) -> Exhaustion? {
    used += 1
    if used > limits.steps { return .steps(limits.steps) }
    // A few moves can make large states; asking for the time costs more than adding up bytes.
    guard used & 0x3f == 0 else { return nil }
    if bytes() > limits.memory { return .memory(limits.memory) }
    guard used & 0xfff == 0 else { return nil }
    if Task.isCancelled { return .cancelled }
    return limits.isSpent() ? .time : nil
  }

  /// What is left after this.
  var rest: CheckLimits {
    var rest = limits
    rest.steps = max(limits.steps - used, 0)
    return rest
  }
}
