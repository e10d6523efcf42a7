/// The metrics of the Identity context.
public enum IdentityMetrics {
  /// By `result`: `issued`, `refused`.
  public static let issuance = MetricFamily.counter("auth_token_requests_total", "Access token requests by result.")
  /// By `result`: `accepted` or why not.
  public static let verifications = MetricFamily.counter("auth_token_verifications_total", "Access token verifications by result.")
  public static let jwksRequests = MetricFamily.counter("jwks_requests_total", "Requests for the key-set document.")
  public static let jwksNotModified = MetricFamily.counter(
    "jwks_not_modified_total", "Requests for the key-set document answered with 304.")

  static func declare(in metrics: MetricsRegistry) {
    for result in ["issued", "refused"] { metrics.declare(issuance, labels: ["result": result]) }
    metrics.declare(verifications, labels: ["result": "accepted"])
    metrics.declare(jwksRequests)
    metrics.declare(jwksNotModified)
  }
}
