import PostgresAccess

/// Bounds every use of the store by the runtime, and tells "too slow" from "not there".
struct StoreDeadline: Sendable {
  let limit: Duration

  /// - Throws: `EvidenceFailure.storeTimedOut` or `.storeUnavailable`; an `EvidenceFailure` of the work itself passes through.
  func run<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
    do {
      return try await withDeadline(limit, work)
    } catch is DeadlineExceeded {
      throw EvidenceFailure.storeTimedOut
    } catch let error as PostgresError {
      throw Self.failure(for: error)
    }
  }

  /// A statement that the store refuses is an error of ours and stays one; everything else is about reaching the store.
  static func failure(for error: PostgresError) -> any Error {
    if case .timeout = error { return EvidenceFailure.storeTimedOut }
    return error.isUnavailability ? EvidenceFailure.storeUnavailable : error
  }
}
