import HTTPTypes

/// What the payment provider tells.
struct BillingContext: ServiceContext {
  static let received = MetricFamily.counter("billing_events_total", "Deliveries of the payment provider, by what became of them.")

  private struct Receipt: Encodable {
    let eventID: String
    let outcome: String

    enum CodingKeys: String, CodingKey {
      case outcome
      case eventID = "event_id"
    }
  }

  let configuration: BillingConfiguration
  let parts: BillingParts
  let clock: any ServiceClock
  let metrics: MetricsRegistry

  init(configuration: BillingConfiguration, parts: ServiceParts) {
    self.configuration = configuration
    self.parts = parts.billing
    clock = parts.clock
    metrics = parts.metrics
    for outcome in ["processed", "duplicate", "refused"] { metrics.declare(Self.received, labels: ["outcome": outcome]) }
  }

  var routes: [Route] {
    [Route(.post, "/v1/billing/events", operationID: "receivePaymentEvent", access: .open, body: .json, handler: receive)]
  }

  private func receive(_ request: ServiceRequest) async throws -> ServiceResponse {
    guard let secret = configuration.webhookSecret else {
      throw ServiceError(.serviceUnavailable, "ERR_WEBHOOK_NOT_CONFIGURED", "The service has no webhook secret.", retryable: true)
    }
    let now = clock.now()
    let header = request.headers[values: .webhookSignature]
    guard header.count == 1,
      parts.signatures.isGenuine(
        header.first, body: request.body, secret: secret, now: now, tolerance: configuration.signatureTolerance)
    else {
      metrics.increment(Self.received, labels: ["outcome": "refused"])
      throw ServiceError(.badRequest, "ERR_WEBHOOK_SIGNATURE", "The signature of the event is not valid.", retryable: false)
    }
    let event = try request.decodeBody(PaymentEvent.self)
    let outcome = try await parts.inbox.take(event, atMilliseconds: now.milliseconds) ? "processed" : "duplicate"
    metrics.increment(Self.received, labels: ["outcome": outcome])
    return try .json(Receipt(eventID: event.id, outcome: outcome))
  }
}

extension HTTPField.Name {
  /// `t=SECONDS,v1=HEX`.
  public static let webhookSignature: HTTPField.Name = HTTPField.Name("Webhook-Signature") ?? .from
}
