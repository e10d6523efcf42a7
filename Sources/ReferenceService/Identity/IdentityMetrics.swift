/// The metrics of the Identity context.
public enum IdentityMetrics {
  /// By `result`: `issued`, `refused`.
  public static let issuance = MetricFamily.counter("auth_token_requests_total", "Access token requests by result.")
  /// By `result`: `accepted` or why not.
  public static let verifications = MetricFamily.counter("auth_token_verifications_total", "Access token verifications by result.")
  public static let jwksRequests = MetricFamily.counter("jwks_requests_total", "Requests for the key-set document.")
  public static let jwksNotModified = MetricFamily.counter(
    "jwks_not_modified_total", "Requests for the key-set document answered with 304.")

  /// By `result`: `rotated`, `reused`, `refused`.
  public static let refreshes = MetricFamily.counter("auth_refresh_requests_total", "Uses of refresh tokens by result.")
  /// By `reason`: `reuse`, `logout`, `disabled`, `key`.
  public static let familiesRevoked = MetricFamily.counter("auth_refresh_families_revoked_total", "Logins that were ended, by reason.")

  /// Audit entries that could not be written; the request that they told of was not served.
  public static let auditFailures = MetricFamily.counter("audit_write_failures_total", "Audit entries that could not be written.")
  public static let hashes = MetricFamily.counter("auth_password_hashes_total", "Password hashes that were computed.")
  /// The most that were computed at the same time.
  public static let hashPeak = MetricFamily.gauge("auth_password_hashes_peak", "Most password hashes at the same time.")
  /// In processor time, which a busy machine does not make longer; a hash of production is beyond
  /// ``HashProfile/leastProcessorTime``.
  public static let hashCost = MetricFamily.histogram(
    "auth_password_hash_cpu_seconds", "Processor time of a password hash.", buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1])
  /// Reads of the key store that failed, where the keys of before go on.
  public static let keyStoreFailures = MetricFamily.counter(
    "auth_key_store_failures_total", "Reads of the key store that failed while keys were known.")
  /// 1 where the environment asks for a plan of how keys are rolled out, and none is named.
  public static let rolloutPlanMissing = MetricFamily.gauge(
    "auth_rollout_plan_missing", "Whether the environment demands a rollout plan of signing keys that is not named.")
  /// Accounts whose secret is still kept in the scheme of before.
  public static let legacyRows = MetricFamily.gauge("auth_legacy_credentials", "Accounts whose secret has not moved to the current scheme.")
  /// Log-ins to accounts whose stored secret is of no known scheme.
  public static let unreadable = MetricFamily.counter(
    "auth_unreadable_credentials_total", "Log-ins to accounts whose stored secret is of no known scheme.")
  /// By `result`: `fetched`, `failed`.
  public static let keySetFetches = MetricFamily.counter("jwks_fetches_total", "Fetches of the key set of the outside issuer.")
  /// By `reason`: `rate`, `account`, `network`.
  public static let held = MetricFamily.counter("auth_login_held_total", "Log-ins that were refused before the secret was looked at.")

  static func declare(in metrics: MetricsRegistry) {
    for result in ["issued", "refused"] { metrics.declare(issuance, labels: ["result": result]) }
    metrics.declare(verifications, labels: ["result": "accepted"])
    for outcome in RefreshOutcome.allCases { metrics.declare(refreshes, labels: ["result": outcome.rawValue]) }
    for result in ["fetched", "failed"] { metrics.declare(keySetFetches, labels: ["result": result]) }
    for reason in ["reuse", "logout", "disabled", "key"] { metrics.declare(familiesRevoked, labels: ["reason": reason]) }
    for reason in ["rate", "account", "network"] { metrics.declare(held, labels: ["reason": reason]) }
    for family in [auditFailures, hashes, hashPeak, hashCost, keyStoreFailures, legacyRows, unreadable] { metrics.declare(family) }
    metrics.declare(jwksRequests)
    metrics.declare(jwksNotModified)
  }
}
