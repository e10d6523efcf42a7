/// What a check of a recorded history found.
public struct HistoryReport: Sendable, Hashable {
  public enum Verdict: String, Sendable {
    case linearizable
    case illegal
    case unknown
  }

  public var model: String
  public var verdict: Verdict
  /// Why the verdict is not known.
  public var reason: String?
  public var operations: Int
  /// Operations of unknown outcome.
  public var open: Int
  /// Operations that certainly failed, and were left out.
  public var failures: Int
  /// Independent objects that were checked on their own.
  public var partitions: Int
  /// The objects without an order, by their keys.
  public var illegalKeys: [String]
  public var violation: ReportedViolation?
}

/// Why no order exists, shown by as few operations as could be found.
public struct ReportedViolation: Sendable, Hashable {
  /// The object, where there are several.
  public var key: String?
  public var operations: [ReportedOperation]
  /// How many operations the object's history had before it was shrunk.
  public var shrunkFrom: Int
  /// The state from which these operations begin.
  public var initialState: String
  /// Positions in `operations`: the longest order that the model allows.
  public var order: [Int]
  /// The state after each operation of the order; of a long one, empty for all but the last 200.
  public var statesAfter: [String]
  /// Completed operations of which none can come next; empty where no order was worked out within the limits.
  public var blocked: [Int]
  /// The operation at whose completion no order is left.
  public var completion: Int
  /// The states that were possible just before that.
  public var possibleStates: [String]
  /// The line of that completion in the file, and how many operations had completed before it.
  public var completionLine: Int?
  public var completedBefore: Int
}

/// One operation of a violation.
public struct ReportedOperation: Sendable, Hashable {
  public var process: String
  /// For people: `cas [0, 1] → ok`.
  public var text: String
  public var invokedLine: Int
  public var returnedLine: Int?
  /// Places in the order of all invocations and completions that are shown.
  public var begins: Int
  /// Nil where the outcome is not known.
  public var ends: Int?
}
