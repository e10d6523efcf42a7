/// The two metrics that every request moves.
struct RequestMetrics: Sendable {
  static let requests = MetricFamily.counter("http_requests_total", "Requests answered, by operation, method and status.")
  static let duration = MetricFamily.histogram("http_request_duration_seconds", "Time from request to answer, by operation.")

  private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

  let registry: MetricsRegistry

  func record(operationID: String, method: String, status: Int, elapsed: Duration) {
    let shown = Self.methods.contains(method) ? method : "other"
    registry.increment(Self.requests, labels: ["operation": operationID, "method": shown, "status": String(status)])
    registry.observe(Self.duration, elapsed.inSeconds, labels: ["operation": operationID])
  }
}
