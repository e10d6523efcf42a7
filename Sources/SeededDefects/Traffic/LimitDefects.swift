import HTTPTypes
import ReferenceService
import Synchronization

/// What can be wrong with rate limits.
enum LimitDefects {
  static let all: [SeededDefect] = [
    SeededDefect(
      "limit.single-global-bucket", requirements: ["S2-W5"], "All groups of routes share one limit.",
      change: .parts { $0.traffic.grouping = OneGroup(healthy: $0.traffic.grouping) }),
    SeededDefect(
      "limit.trusts-forwarded-for", requirements: ["S2-W5.1"], "Whoever sends `X-Forwarded-For` says where the request comes from.",
      change: .parts { $0.traffic.addressing = ForwardedForEverybody(healthy: $0.traffic.addressing) }),
    SeededDefect(
      "limit.failopen-silent", requirements: ["S2-P3"], "Without its store the limiter lets everything pass, and nobody learns of it.",
      change: .parts { $0.traffic.limiterOutage = SilentFailOpen() }),
    SeededDefect(
      "limit.fails-closed", requirements: ["S2-P3"], "Without its store the limiter refuses everything.",
      change: .parts { $0.traffic.limiterOutage = FailClosed(healthy: $0.traffic.limiterOutage) }),
    SeededDefect(
      "limit.failopen-counted-once", requirements: ["S2-P3.1"], "An outage is counted, and not what passes in it.",
      change: .parts { $0.traffic.limiterOutage = CountedOnce(healthy: $0.traffic.limiterOutage) }),
    SeededDefect(
      "limit.failopen-hangs", requirements: ["S2-P3.2"], "The limiter waits for its store as long as for any other connection.",
      change: .configuration { $0.traffic.limits.deadline = .seconds(15) }),
    SeededDefect(
      "limit.alert-missing", requirements: ["S2-P3.4"], "The alert looks at another counter than that of the requests that passed.",
      change: .files([
        FileEdit(
          "contracts/alerts/traffic.yaml",
          replace: """
                numerator:
                  - rate_limit_fail_open_total

            """,
          with: """
                numerator:
                  - rate_limit_decisions_total

            """)
      ])),
  ]
}

private struct OneGroup: RouteGrouping {
  let healthy: any RouteGrouping

  func group(of operationID: String) -> String? { healthy.group(of: operationID) == nil ? nil : RouteGroups.compute }
}

private struct ForwardedForEverybody: ClientAddressing {
  let healthy: any ClientAddressing

  func address(peer: String?, headers: HTTPFields) -> String {
    headers[.forwardedFor] ?? healthy.address(peer: peer, headers: headers)
  }
}

private struct SilentFailOpen: LimiterOutageHandling {
  func passes(_ error: any Error, at now: ServiceInstant, log: (String) -> Void) -> Bool { true }
}

private struct FailClosed: LimiterOutageHandling {
  let healthy: any LimiterOutageHandling

  func passes(_ error: any Error, at now: ServiceInstant, log: (String) -> Void) -> Bool {
    _ = healthy.passes(error, at: now, log: log)
    return false
  }
}

private final class CountedOnce: LimiterOutageHandling {
  private let healthy: any LimiterOutageHandling
  private let isCounted = Mutex(false)

  init(healthy: any LimiterOutageHandling) { self.healthy = healthy }

  func passes(_ error: any Error, at now: ServiceInstant, log: (String) -> Void) -> Bool {
    let isFirst = isCounted.withLock { counted in
      defer { counted = true }
      return !counted
    }
    return isFirst ? healthy.passes(error, at: now, log: log) : true
  }
}
