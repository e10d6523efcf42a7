import PostgresAccess
import ReferenceService
import Synchronization

/// The hashes of tokens that were good once.
final class UsedTokens: Sendable {
  private let hashes = Mutex<Set<String>>([])

  func insert(_ hash: String) { hashes.withLock { _ = $0.insert(hash) } }

  func contains(_ hash: String) -> Bool { hashes.withLock { $0.contains(hash) } }
}

/// Takes as the healthy part does, and remembers what was taken.
struct RememberingTaking: TerminalTokenTaking {
  let healthy: any TerminalTokenTaking
  let used: UsedTokens

  func take(
    _ token: PresentedTerminalToken, nowMilliseconds: Int64, on connection: PostgresConnection
  ) async throws -> TerminalBinding? {
    let binding = try await healthy.take(token, nowMilliseconds: nowMilliseconds, on: connection)
    if binding != nil { used.insert(token.hash) }
    return binding
  }
}

/// Tells whoever presents a used token that the token was real.
struct DistinctReplayRefusal: TerminalTokenRefusing {
  let healthy: any TerminalTokenRefusing
  let used: UsedTokens

  func refusal(for token: PresentedTerminalToken) -> ServiceError {
    guard used.contains(token.hash) else { return healthy.refusal(for: token) }
    return ServiceError(.unauthorized, "ERR_TERMINAL_TOKEN_USED", "The terminal token was used already.", retryable: false)
  }
}
