import GateModel

/// Finds the steps with conditions that a case went past: it proves nothing about them.
public enum Reach {
  /// Steps that can find something wrong and were never done, in their order.
  ///
  /// Of the two branches of an `if` with an `else`, the one that was taken counts.
  /// - Parameter reached: places of the steps that were done.
  public static func missed(_ steps: [Step], reached: Set<SourceLocation>) -> [Step] {
    steps.filter(\.judges).flatMap { step -> [Step] in
      guard reached.contains(step.location) else { return [step] }
      let branches = step.action.branches
      guard branches.count > 1 else { return missed(step.action.children, reached: reached) }
      let taken = branches.filter { branch in branch.first.map { reached.contains($0.location) } ?? false }
      return taken.flatMap { missed($0, reached: reached) }
    }
  }
}
