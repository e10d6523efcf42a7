/// What a session has spent so far.
public struct BudgetUsage: Sendable, Hashable {
  public var calls: Int
  public var bytes: Int

  public init(calls: Int, bytes: Int) {
    self.calls = calls
    self.bytes = bytes
  }
}

/// A budget that a call would exceed.
public enum BudgetViolation: String, Sendable, Codable, CaseIterable {
  case calls = "CALLS"
  case bytes = "BYTES"
  case wallclock = "WALLCLOCK"
  case depth = "DEPTH"
  case parallelism = "PARALLELISM"
}
