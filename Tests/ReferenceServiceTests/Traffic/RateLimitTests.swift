import HTTPTypes
import HTTPWire
import PostgresAccess
import Testing

@testable import ReferenceService

@Suite struct LimitPolicyTests {
  private let policy = LimitPolicy([
    LimitRule("a", .principal, burst: 10, perMinute: 600), LimitRule("b", .principal, burst: 20, perMinute: 60),
    LimitRule("b", .address, burst: 5, perMinute: 5),
  ])

  @Test("A group has its own rules, and an unknown one the strictest of each scope")
  func strictest() {
    #expect(policy.rules(for: "a") == [LimitRule("a", .principal, burst: 10, perMinute: 600)])
    #expect(
      policy.rules(for: "x") == [LimitRule("x", .address, burst: 5, perMinute: 5), LimitRule("x", .principal, burst: 10, perMinute: 60)])
  }

  @Test("Every operation of the service is in a group, or watches it")
  func grouped() throws {
    let routes = try ReferenceService(.unconnected(), parts: .unconnected()).routes.routes
    #expect(routes.allSatisfy { RouteGroups().group(of: $0.operationID) != RouteGroups.unknown })
    #expect(RouteGroups().group(of: "getLiveness") == nil)
    #expect(RouteGroups().group(of: "somethingNew") == RouteGroups.unknown)
  }

  @Test("X-Forwarded-For counts only from a trusted proxy, and then its last address that is none")
  func forwarded() {
    let headers: HTTPFields = [.forwardedFor: "198.51.100.1, 203.0.113.7, 10.0.0.2"]
    let addressing = PeerAddressing(trustedProxies: ["10.0.0.1", "10.0.0.2"])
    #expect(addressing.address(peer: "192.0.2.1", headers: headers) == "192.0.2.1")
    #expect(addressing.address(peer: "10.0.0.1", headers: headers) == "203.0.113.7")
    #expect(addressing.address(peer: "10.0.0.1", headers: [:]) == "10.0.0.1")
  }

  @Test("A network is a /24 or a /64", arguments: [("192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64")])
  func network(address: String, network: String) { #expect(ClientNetwork.of(address) == network) }

  @Test("Each decision in an outage is counted, and one line an interval is logged")
  func outage() {
    let metrics = MetricsRegistry()
    let outage = CountedFailOpen(metrics: metrics, interval: .seconds(60))
    var lines = 0
    for second in 0..<120 {
      let now = ServiceInstant(secondsSinceEpoch: Int64(second))
      #expect(outage.passes(CancellationError(), at: now) { _ in lines += 1 })
    }
    #expect(metrics.value(RateLimiter.failedOpen) == 120)
    #expect(lines == 2)
  }

  @Test(
    "Of 1000 concurrent decisions without a store each passes and is counted, whether the store fails or hangs", arguments: [false, true])
  func exact(hangs: Bool) async throws {
    let configuration = try ServiceConfiguration.unconnected()
    var parts = try ServiceParts.healthy(configuration)
    parts.traffic.limitBackend = AbsentBackend(hangs: hangs)
    parts.traffic.limitPolicy.replace(LimitPolicy([LimitRule(RouteGroups.auth, .address, burst: 1, perMinute: 1)]))
    let limiter = RateLimiter(parts: parts.traffic, configuration: LimitsConfiguration(), clock: parts.clock, metrics: parts.metrics)
    let request = try ServiceRequest.bare(random: parts.random)
    let passed = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 1...1_000 {
        group.addTask { try await limiter.admit(request, operationID: "issueAccessToken", stage: .anonymous) }
      }
      return try await group.reduce(into: 0) { count, isCounted in count += isCounted ? 0 : 1 }
    }
    #expect(passed == 1_000)
    #expect(parts.metrics.value(RateLimiter.failedOpen) == 1_000)
  }
}

/// A backend that refuses, or never answers.
private struct AbsentBackend: LimitBackend {
  let hangs: Bool

  func take(_ demands: [LimitDemand], at now: ServiceInstant) async throws -> [LimitAnswer] {
    if hangs { try await Task.sleep(for: .seconds(3_600)) }
    throw PostgresError.closed
  }
}

extension RunningServiceTests {
  @Suite struct LimitBackendTests {
    @Test("A burst passes, one more does not, and the refill is exact to the microsecond")
    func exact() async throws {
      try await ServiceHarness.run { harness in
        let backend = StoreLimitBackend(store: harness.parts.store)
        let demand = LimitDemand(key: "k", rule: LimitRule("g", .principal, burst: 3, perMinute: 6))
        let start = ServiceInstant(secondsSinceEpoch: 1_000)
        func take(after microseconds: Int64) async throws -> LimitAnswer {
          try #require(try await backend.take([demand], at: ServiceInstant(microseconds: start.microseconds + microseconds)).first)
        }
        for _ in 1...3 { #expect(try await take(after: 0).isAllowed) }
        let refused = try await take(after: 0)
        #expect(!refused.isAllowed)
        #expect(refused.waitMicroseconds == 10_000_000)
        #expect(try await !take(after: 9_999_999).isAllowed)
        #expect(try await take(after: 10_000_000).isAllowed)
        #expect(try await !take(after: 10_000_000).isAllowed)
        for _ in 1...3 { #expect(try await take(after: 100_000_000).isAllowed) }
        #expect(try await !take(after: 100_000_000).isAllowed)
      }
    }

    @Test("Simultaneous requests get what there is and no more")
    func concurrent() async throws {
      try await ServiceHarness.run { harness in
        let backend = StoreLimitBackend(store: harness.parts.store)
        let demands = ["a", "b"].map { LimitDemand(key: $0, rule: LimitRule("g", .tenant, burst: 10, perMinute: 1)) }
        let now = ServiceInstant(secondsSinceEpoch: 1_000)
        let allowed = try await withThrowingTaskGroup(of: Int.self) { group in
          for index in 0..<40 {
            group.addTask { try await backend.take(index % 2 == 0 ? demands : demands.reversed(), at: now).filter(\.isAllowed).count }
          }
          return try await group.reduce(0, +)
        }
        #expect(allowed == 20)
      }
    }
  }
}
