import PostgresAccess

/// Counts attempts to use a token. Counters only grow.
public protocol TerminalTokenCounting: Sendable {
  /// Counts one attempt.
  ///
  /// - Parameter connection: In the transaction that took, or did not find, the token.
  /// - Returns: The total of this outcome, this attempt included.
  /// - Throws: `PostgresError`
  func count(_ outcome: TerminalTokenOutcome, on connection: PostgresConnection) async throws -> Int64
}

/// Adds one inside the database, under the row's lock, so that no simultaneous attempt is lost.
public struct AtomicTerminalTokenCounting: TerminalTokenCounting {
  public init() {}

  public func count(_ outcome: TerminalTokenOutcome, on connection: PostgresConnection) async throws -> Int64 {
    let rows = try await connection.query(
      "UPDATE terminal_token_counters SET total = total + 1 WHERE outcome = \(outcome.rawValue) RETURNING total")
    return try rows.first?.get("total") ?? 0
  }
}
