import Synchronization

/// Counts the operator calls of each session that run on this process now.
///
/// Kept in memory, so that a call that dies with its process never blocks the session.
final class ParallelCalls: Sendable {
  private let running = Mutex<[String: Int]>([:])

  /// Runs the work if fewer than `limit` calls of the session run already.
  ///
  /// - Throws: `EvidenceFailure.budget(.parallelism)`, or what the work throws.
  func run<Value: Sendable>(session: String, limit: Int, _ work: () async throws -> Value) async throws -> Value {
    let entered = running.withLock { counts in
      guard counts[session, default: 0] < limit else { return false }
      counts[session, default: 0] += 1
      return true
    }
    guard entered else { throw EvidenceFailure.budget(.parallelism) }
    defer {
      running.withLock { counts in
        let left = counts[session, default: 1] - 1
        counts[session] = left > 0 ? left : nil
      }
    }
    return try await work()
  }
}
