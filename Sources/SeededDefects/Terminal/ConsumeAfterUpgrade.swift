import ReferenceService

/// Lets everybody in, and looks at the token when the socket is open.
struct ConsumeAfterUpgrade: TerminalDoor {
  /// How long the late check waits for the socket.
  private static let patience = Duration.seconds(5)

  func enter(_ token: PresentedTerminalToken, tokens: TerminalTokens, sessions: TerminalSessions) async throws -> String {
    let sessionID = "unchecked-\(UInt64.random(in: 0 ... .max))"
    // Not structured on purpose: checking after the answer is the defect. It ends by itself within the patience.
    Task {
      let end = ContinuousClock.now.advanced(by: Self.patience)
      while !sessions.isOpen(sessionID), ContinuousClock.now < end { try? await Task.sleep(for: .milliseconds(1)) }
      do {
        _ = try await tokens.consume(token)
      } catch {
        sessions.end(sessionID)
      }
    }
    return sessionID
  }
}
