/// A wait that took longer than it may.
public struct DeadlineExceeded: Error, Hashable, CustomStringConvertible {
  public var operation: String
  public var limit: Duration

  public init(operation: String, limit: Duration) {
    self.operation = operation
    self.limit = limit
  }

  public var description: String { "\(operation) took longer than its limit of \(limit)" }
}

/// Runs `body` and cancels it when `limit` has passed.
///
/// The call returns when the body has ended, so a body that ignores cancellation holds it up.
/// - Throws: ``DeadlineExceeded``, or what the body throws.
public func withDeadline<Value: Sendable>(
  _ limit: Duration, _ operation: String, clock: any Clock<Duration> = ContinuousClock(),
  _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
  try await withThrowingTaskGroup(of: Value?.self) { group in
    group.addTask { try await body() }
    group.addTask {
      try await clock.sleep(for: limit)
      return nil
    }
    defer { group.cancelAll() }
    guard let first = try await group.next() else { throw CancellationError() }
    guard let value = first else { throw DeadlineExceeded(operation: operation, limit: limit) }
    return value
  }
}
