/// One thing that happened, told by ids only: whoever needs more asks the service for it.
public struct OutboxEvent: Sendable, Equatable {
  public let type: EventType
  public let tenantID: String
  /// The `data` object of the event's schema.
  public let data: [String: String]

  private init(_ type: EventType, tenantID: String, data: [String: String]) {
    self.type = type
    self.tenantID = tenantID
    self.data = data
  }

  public static func sessionCreated(tenantID: String, sessionID: String) -> OutboxEvent {
    OutboxEvent(.sessionCreated, tenantID: tenantID, data: ["session_id": sessionID])
  }

  /// - Parameter terminalMode: why the session ended, one of the names that the contract lists.
  public static func sessionFinalized(tenantID: String, sessionID: String, terminalMode: String) -> OutboxEvent {
    OutboxEvent(.sessionFinalized, tenantID: tenantID, data: ["session_id": sessionID, "terminal_mode": terminalMode])
  }

  /// - Parameter grantID: the id of the grant, never the token itself.
  public static func terminalTokenIssued(tenantID: String, grantID: String, allocationID: String) -> OutboxEvent {
    OutboxEvent(.terminalTokenIssued, tenantID: tenantID, data: ["grant_id": grantID, "allocation_id": allocationID])
  }
}
