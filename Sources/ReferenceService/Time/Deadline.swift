/// The work was not done when its time was over.
public struct DeadlineExceeded: Error, Sendable, CustomStringConvertible {
  public let limit: Duration
  public var description: String { "not done within \(limit)" }
}

/// Runs `work` and gives up after `limit`: the work is cancelled, and must heed that.
public func withDeadline<Value: Sendable>(_ limit: Duration, _ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
  try await withThrowingTaskGroup(of: Value?.self) { group in
    group.addTask { try await work() }
    group.addTask {
      try await Task.sleep(for: limit)
      return nil
    }
    defer { group.cancelAll() }
    guard let first = try await group.next(), let value = first else { throw DeadlineExceeded(limit: limit) }
    return value
  }
}
