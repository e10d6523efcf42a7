import Logging

/// What happened, for others: the outbox, its relay, and the feed of published events.
struct NotificationsContext: ServiceContext {
  let configuration: NotificationsConfiguration
  let parts: NotificationsParts
  let logger: Logger

  var routes: [Route] {
    [Route(.get, "/v1/events", operationID: "listEvents", access: .bearer(scope: "events:read"), handler: list)]
  }

  func run() async { await parts.relay.run(every: configuration.relayInterval, logger: logger) }

  private func list(_ request: ServiceRequest) async throws -> ServiceResponse {
    let after = try request.wholeNumber("after", in: 0...Int64.max, default: 0)
    let limit = try request.wholeNumber("limit", in: 1...100, default: 100)
    let tenant = try request.caller().tenantID
    let events = try await parts.feed.events(of: tenant, after: after, limit: Int(limit))
    return try .json(EventPageBody(events, tenantID: tenant, after: after))
  }
}
