/// `EventPage` of the contract.
struct EventPageBody: Encodable {
  struct Event: Encodable {
    let position: Int64
    let eventID: String
    let eventType: String
    let tenantID: String
    let occurredAt: String
    let data: [String: String]

    enum CodingKeys: String, CodingKey {
      case position, data
      case eventID = "event_id"
      case eventType = "event_type"
      case tenantID = "tenant_id"
      case occurredAt = "occurred_at"
    }
  }

  let events: [Event]
  /// What to pass as `after` to get what comes next.
  let nextAfter: Int64

  enum CodingKeys: String, CodingKey {
    case events
    case nextAfter = "next_after"
  }

  init(_ published: [PublishedEvent], tenantID: String, after: Int64) {
    events = published.map {
      Event(
        position: $0.position, eventID: $0.id, eventType: $0.type, tenantID: tenantID, occurredAt: $0.occurredAt, data: $0.data)
    }
    nextAfter = published.last?.position ?? after
  }
}
