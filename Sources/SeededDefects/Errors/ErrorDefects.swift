import PostgresAccess
import ReferenceService

/// Faults of what an error tells.
enum ErrorDefects {
  static let all = [
    SeededDefect(
      "error.leaks-internal", requirements: ["S3-INF2"],
      "An identifier reaches the database unchecked, and the raw text of an error is the body of the 500.",
      change: .parts { parts in
        parts.errors = TalkativeErrors(healthy: parts.errors)
        parts.interceptors.append(UncheckedIdentifier(store: parts.store))
      })
  ]
}

/// Maps as the healthy part does, and repeats what went wrong inside.
private struct TalkativeErrors: ErrorMapping {
  let healthy: any ErrorMapping

  func refusal(for error: any Error) -> ServiceError {
    var refusal = healthy.refusal(for: error)
    if refusal.status == .internalServerError { refusal.message = String(describing: error) }
    return refusal
  }
}

/// Looks a session up by whatever the path holds.
private struct UncheckedIdentifier: RequestInterceptor {
  private static let statement = "SELECT session_id FROM evidence_sessions WHERE session_id = $1::uuid"

  struct StatementFailed: Error, CustomStringConvertible {
    let statement: String
    let reason: PostgresError
    var description: String { "\(reason) in: \(statement)" }
  }

  let store: PostgresPool

  func intercept(
    _ request: ServiceRequest, operationID: String, next: @Sendable (ServiceRequest) async throws -> ServiceResponse
  ) async throws -> ServiceResponse {
    if let id = request.parameters["session_id"] {
      do {
        _ = try await store.query("SELECT session_id FROM evidence_sessions WHERE session_id = \(id)::uuid")
      } catch let error as PostgresError where !error.isUnavailability {
        throw StatementFailed(statement: Self.statement, reason: error)
      }
    }
    return try await next(request)
  }
}
