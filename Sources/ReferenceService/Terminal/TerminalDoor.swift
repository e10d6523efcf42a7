/// Decides who may open a terminal socket.
public protocol TerminalDoor: Sendable {
  /// Called before the connection is upgraded.
  ///
  /// - Returns: The terminal session to open.
  /// - Throws: `ServiceError`; the connection then stays HTTP.
  func enter(_ token: PresentedTerminalToken, tokens: TerminalTokens, sessions: TerminalSessions) async throws -> String
}

/// Consumes the token first: who has none never gets a socket.
public struct ConsumingTerminalDoor: TerminalDoor {
  public init() {}

  public func enter(_ token: PresentedTerminalToken, tokens: TerminalTokens, sessions: TerminalSessions) async throws -> String {
    try await tokens.consume(token).sessionID
  }
}
