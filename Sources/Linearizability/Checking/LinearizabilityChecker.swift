/// Decides whether some order of a history's operations, in which none comes before one that had ended when it began,
/// is one that the model allows.
///
/// The search is Wing and Gong's (1993) with Lowe's memory of visited configurations (2017): operations are tried in the
/// order of their invocations, and a configuration that was seen before is not entered again. Two shortcuts keep bursts
/// of alike operations cheap: what only observes is taken at once, and of two alike operations the earlier comes first.
public struct LinearizabilityChecker<Model: SequentialModel>: Sendable {
  public typealias Subject = History<Model.Input, Model.Output>

  public let model: Model
  public let limits: CheckLimits

  public init(model: Model, limits: CheckLimits = CheckLimits()) {
    self.model = model
    self.limits = limits
  }

  /// Checks the history of one object. Stops with `unknown` at a limit, or when the surrounding task is cancelled.
  public func check(_ history: Subject) -> LinearizabilityVerdict {
    var search = LinearizabilitySearch(model: model, operations: history.operations, limits: limits)
    return search.run()
  }

  /// Checks each key on its own, which is far cheaper than the whole. Keys are visited in order, for the same result
  /// each time; the first illegal one ends the check.
  public func check<Key: Hashable & Comparable & Sendable>(
    _ history: Subject, partitionedBy key: (Model.Input) -> Key
  ) -> (key: Key?, verdict: LinearizabilityVerdict) {
    var parts: [(key: Key, verdict: LinearizabilityVerdict)] = []
    for (key, part) in history.partitioned(by: key).sorted(by: { $0.key < $1.key }) {
      let verdict = check(part)
      parts.append((key, verdict))
      if case .illegal = verdict { break }
    }
    return LinearizabilityVerdict.combined(parts)
  }
}
