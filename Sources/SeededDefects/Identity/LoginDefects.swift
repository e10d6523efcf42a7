import PostgresAccess
import ReferenceService

/// What can be wrong with what stands around a log-in.
enum LoginDefects {
  static let all: [SeededDefect] = [
    SeededDefect(
      "login.limit-after-hash", requirements: ["S3-EF-SEC-01"], "The secret is hashed, and then the limit is looked at.",
      change: .parts { $0.identity.loginOrdering = HashFirst() }),
    SeededDefect(
      "login.wallclock-limiter", requirements: ["S3-EF-SEC-01.1"], "The limiter runs on the wall clock.",
      change: .parts { parts in
        parts.identity.loginThrottle = LoginThrottle(perMinute: 10, burst: 15, capacity: 100_000, time: WallTime(clock: parts.clock))
      }),
    SeededDefect(
      "login.ip-only", requirements: ["S3-EF-SEC-01.2"], "Only the attempts of an address are limited.",
      change: .parts { $0.identity.loginThrottle = AddressOnly(healthy: $0.identity.loginThrottle) }),
    SeededDefect(
      "login.hash-unbounded", requirements: ["S3-EF-SEC-01.3"], "As many secrets are hashed at once as there are log-ins.",
      change: .parts { $0.identity.hashAdmission = EveryHashAtOnce() }),
    SeededDefect(
      "login.unknown-user-fast", requirements: ["S4-IDP-003"], "A log-in to an account that does not exist hashes nothing.",
      change: .parts { $0.identity.unknownAccounts = NoCost() }),
    SeededDefect(
      "lockout.nonatomic-counter", requirements: ["S3-SEC3"], "Failures are read, and then written one higher.",
      change: .parts { $0.identity.lockouts = FailuresReadThenWritten(healthy: $0.identity.lockouts, store: $0.store) }),
    SeededDefect(
      "lockout.no-expiry", requirements: ["S4-IDP-003"], "Failures are counted for ever.",
      change: .parts { $0.identity.lockouts = EndlessFailureCount(healthy: $0.identity.lockouts) }),
    SeededDefect(
      "audit.failures-not-recorded", requirements: ["S3-SEC4"], "Only what succeeds is recorded.",
      change: .parts { $0.identity.audit = SuccessOnly(healthy: $0.identity.audit) }),
    SeededDefect(
      "docs.lockout-drift", requirements: ["S4-IDP-001"], "The document says 5 failures while the service allows 10.",
      change: .files([
        FileEdit(
          "Sources/ReferenceService/Identity/Logins/LoginConfiguration.swift", replace: "public var lockAfterFailures = 5",
          with: "public var lockAfterFailures = 10")
      ])),
  ]
}

private struct HashFirst: LoginOrdering {
  func run<Value: Sendable>(
    limit: @Sendable () throws -> Void, verify: @Sendable () async throws -> Value
  ) async throws -> Value {
    let value = try await verify()
    try limit()
    return value
  }
}

private struct WallTime: ElapsedTime {
  let clock: any ServiceClock

  func elapsed() -> Duration { clock.now().duration(since: ServiceInstant(secondsSinceEpoch: 0)) }
}

private struct AddressOnly: LoginThrottling {
  let healthy: any LoginThrottling

  func take(address: String, account: String?) -> Duration? { healthy.take(address: address, account: nil) }
}

private struct EveryHashAtOnce: HashAdmitting {
  func run<Value: Sendable>(_ work: @Sendable () async throws -> Value) async throws -> Value { try await work() }
}

private struct NoCost: UnknownAccountCosting {
  func spend(hash: @Sendable () async throws -> Void) async throws {}
}

private struct SuccessOnly: AuditWriting {
  let healthy: any AuditWriting

  func record(action: String, by principal: Principal, correlationID: String) async throws {
    try await healthy.record(action: action, by: principal, correlationID: correlationID)
  }

  func record(_ event: AuthenticationEvent, stamp: AuditStamp) async throws {
    if event.result == .done { try await healthy.record(event, stamp: stamp) }
  }
}
