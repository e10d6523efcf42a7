import Cryptography
import HTTPTypes

/// When a request is counted.
public enum AdmissionStage: Sendable {
  /// Before anybody is authenticated: by address and network.
  case anonymous
  /// By principal and tenant.
  case authenticated
}

/// Lets requests in, or not.
public protocol RequestAdmitting: Sendable {
  /// - Returns: Whether the request was counted, or there was nothing to count; false where the counters are away.
  /// - Throws: A 429 with `Retry-After`.
  func admit(_ request: ServiceRequest, operationID: String, stage: AdmissionStage) async throws -> Bool
}

/// Holds requests to the limits of their group. Without its store everything passes, and is counted.
struct RateLimiter: RequestAdmitting {
  static let decisions = MetricFamily.counter("rate_limit_decisions_total", "Requests that the rate limiter was asked about.")
  static let failedOpen = MetricFamily.counter("rate_limit_fail_open_total", "Requests that passed because the rate limiter had no store.")
  static let blocked = MetricFamily.counter("rate_limit_blocked_total", "Requests over a limit, by group and scope.")

  let parts: TrafficParts
  let configuration: LimitsConfiguration
  let clock: any ServiceClock
  let metrics: MetricsRegistry

  func admit(_ request: ServiceRequest, operationID: String, stage: AdmissionStage) async throws -> Bool {
    guard let group = parts.grouping.group(of: operationID) else { return true }
    let demands = demands(request, group: group, stage: stage)
    guard !demands.isEmpty else { return true }
    metrics.increment(Self.decisions)
    let now = clock.now()
    let answers: [LimitAnswer]
    do {
      let backend = parts.limitBackend
      answers = try await withDeadline(configuration.deadline) { try await backend.take(demands, at: now) }
    } catch {
      try Task.checkCancellation()
      let reason = LogRedaction.bounded(error)
      let passes = parts.limiterOutage.passes(error, at: now) { message in
        request.logger.warning("\(message)", metadata: ["error": "\(reason)"])
      }
      guard passes else { throw ServiceError.storeUnavailable }
      return false
    }
    if let refused = answers.filter({ !$0.isAllowed }).max(by: { $0.waitMicroseconds < $1.waitMicroseconds }) {
      throw refusal(refused, request)
    }
    return true
  }

  private func demands(_ request: ServiceRequest, group: String, stage: AdmissionStage) -> [LimitDemand] {
    parts.limitPolicy.policy.rules(for: group).compactMap { rule in
      guard rule.scope.isAnonymous == (stage == .anonymous), let subject = subject(of: rule.scope, request) else { return nil }
      let hash = Hex.encode(Digest.sha256(Array(subject.utf8)).prefix(16))
      return LimitDemand(key: "\(group)|\(rule.scope.rawValue)|\(hash)", rule: rule)
    }
  }

  private func subject(of scope: LimitScope, _ request: ServiceRequest) -> String? {
    switch scope {
    case .address: parts.addressing.address(peer: request.peerAddress, headers: request.headers)
    case .network: ClientNetwork.of(parts.addressing.address(peer: request.peerAddress, headers: request.headers))
    case .principal: request.principal.map { "\($0.tenantID) \($0.subject)" }
    case .tenant: request.principal?.tenantID
    }
  }

  private func refusal(_ answer: LimitAnswer, _ request: ServiceRequest) -> ServiceError {
    let labels = ["group": answer.rule.group, "scope": answer.rule.scope.rawValue]
    metrics.increment(Self.blocked, labels: labels)
    request.logger.info("rate_limit.block", metadata: ["group": "\(answer.rule.group)", "scope": "\(answer.rule.scope.rawValue)"])
    let seconds = max(1, (answer.waitMicroseconds + 999_999) / 1_000_000)
    return ServiceError(
      .tooManyRequests, "ERR_RATE_LIMITED", "Too many requests. Try again after the time in Retry-After.", retryable: true,
      headers: [.retryAfter: String(seconds)])
  }
}
