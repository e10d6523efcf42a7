import HTTPTypes
import NIOCore

/// Terminal access: a token that is good once, and the socket that it opens.
struct TerminalContext: ServiceContext {
  private let tokens: TerminalTokens
  private let sessions: TerminalSessions
  private let door: any TerminalDoor

  init(parts: ServiceParts) {
    tokens = TerminalTokens(parts: parts)
    sessions = TerminalSessions(metrics: parts.metrics)
    door = parts.terminal.door
  }

  func prepare() async throws { try await tokens.showTotals() }

  func channelHandlers() -> [any RemovableChannelHandler] { [WebSocketSwitchHandler(sessions: sessions)] }

  var routes: [Route] {
    [
      Route(
        .post, "/v1/allocations/{allocation_id}/terminal-tokens", operationID: "issueTerminalToken", access: .bearer(scope: nil),
        handler: issue),
      Route(
        .post, "/v1/terminal/consume", operationID: "consumeTerminalToken", access: .bearer(scope: nil), body: .json, handler: consume),
      Route(.get, "/v1/terminal/connect", operationID: "connectTerminal", access: .open, handler: connect),
    ]
  }

  @Sendable private func issue(_ request: ServiceRequest) async throws -> ServiceResponse {
    let issued = try await tokens.issue(for: try request.caller(), allocationID: try request.parameter("allocation_id"))
    return try .json(TerminalMessages.Issued(issued), status: .created)
  }

  @Sendable private func consume(_ request: ServiceRequest) async throws -> ServiceResponse {
    let body = try request.decodeBody(TerminalMessages.Consume.self)
    let token = PresentedTerminalToken(
      body.token, allocationID: body.allocationID.lowercased(), userID: try request.caller().subject)
    let binding = try await tokens.consume(token)
    return try .json(TerminalMessages.Consumed(binding))
  }

  /// The upgrade. A request that is no proper handshake is refused before its token is looked at, so that it does not cost one.
  @Sendable private func connect(_ request: ServiceRequest) async throws -> ServiceResponse {
    let presented = request.query.filter { $0.name == "token" }
    guard presented.count == 1, let text = presented.first?.value else { throw UniformTerminalTokenRefusal.error }
    var headers: HTTPFields
    do {
      headers = try WebSocketHandshake.accept(method: request.method, request.headers)
    } catch .notRequested {
      throw ServiceError(
        .upgradeRequired, "ERR_UPGRADE_REQUIRED", "Ask for a WebSocket (RFC 6455).",
        headers: [.upgrade: "websocket", .connection: "Upgrade"])
    } catch .malformed(let problem) {
      throw ServiceError.invalidRequest("The WebSocket handshake is wrong: \(problem).")
    }
    headers[.terminalSession] = try await door.enter(PresentedTerminalToken(text), tokens: tokens, sessions: sessions)
    return ServiceResponse(status: .switchingProtocols, headers: headers)
  }
}
