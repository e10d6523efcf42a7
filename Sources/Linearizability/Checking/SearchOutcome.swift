/// What a search found; numbers are positions in the compiled history.
enum SearchOutcome {
  case ok(order: [Int])
  /// No order explains the completion of this level; the states that were possible before it.
  case illegal(level: Int, states: [Int32])
  case exhausted(Exhaustion)
  /// For long no order came beyond this level, and the search may go on; or not all were kept that may lead beyond it.
  case stuck(level: Int)
}

/// Counts moves, and stops at a limit.
struct StepBudget {
  private(set) var used = 0
  private let limits: CheckLimits
  private var nextSum = 0
  private var nextQuestion = 0

  init(_ limits: CheckLimits) { self.limits = limits }

  /// - Parameters:
  ///   - cost: 1, and more where the move took longer.
  ///   - bytes: computed from time to time only.
  mutating func spend(_ cost: Int = 1, _ bytes: () -> Int) -> Exhaustion? {
    used += cost
    if used > limits.steps { return .steps(limits.steps) }
    // A few moves can make large states; asking for the time costs more than adding up bytes.
    guard used >= nextSum else { return nil }
    nextSum = used + 0x40
    if bytes() > limits.memory { return .memory(limits.memory) }
    guard used >= nextQuestion else { return nil }
    nextQuestion = used + 0x1000
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
