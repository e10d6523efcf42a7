/// How log-ins are protected. `contracts/documents/accounts.md` tells users these numbers.
public struct LoginConfiguration: Sendable {
  /// Failures of one account within the window that lock it.
  public var lockAfterFailures = 5
  /// How long after its first failure a count lapses.
  public var failureWindowMinutes = 60
  /// How long an account stays locked.
  public var lockMinutes = 60
  /// Attempts of one network within a minute that block it; nil blocks none.
  public var networkAttempts: Int? = 50
  /// How long a network stays blocked.
  public var networkBlockMinutes = 10
  /// Attempts a minute, of one address and of one account; nil limits none.
  public var attemptsPerMinute: Int? = 10
  /// Attempts at once, of one address and of one account.
  public var attemptBurst = 15
  /// Addresses and accounts that the limiter keeps in mind at most.
  public var rememberedSubjects = 100_000
  /// Password hashes that are made at the same time.
  public var concurrentHashes = 4
  /// How long an attempt waits for its turn to hash.
  public var hashDeadline: Duration = .seconds(5)
  /// Addresses whose `X-Forwarded-For` counts.
  public var trustedProxies: Set<String> = []

  public init() {}

  var accountRule: LockoutRule {
    LockoutRule(threshold: lockAfterFailures, window: .seconds(failureWindowMinutes * 60), lock: .seconds(lockMinutes * 60))
  }

  var networkRule: LockoutRule? {
    networkAttempts.map { LockoutRule(threshold: $0, window: .seconds(60), lock: .seconds(networkBlockMinutes * 60)) }
  }

  func problems() -> [ConfigurationProblem] {
    let bounds: [(String, Int, ClosedRange<Int>)] = [
      ("lockAfterFailures", lockAfterFailures, 2...100), ("failureWindowMinutes", failureWindowMinutes, 1...1_440),
      ("lockMinutes", lockMinutes, 1...1_440), ("networkAttempts", networkAttempts ?? 2, 2...1_000_000),
      ("networkBlockMinutes", networkBlockMinutes, 1...1_440), ("attemptsPerMinute", attemptsPerMinute ?? 1, 1...60_000),
      ("attemptBurst", attemptBurst, 1...60_000), ("rememberedSubjects", rememberedSubjects, 100...10_000_000),
      ("concurrentHashes", concurrentHashes, 1...256),
    ]
    var found = bounds.filter { !$0.2.contains($0.1) }.map { name, value, range in
      ConfigurationProblem(
        "identity.logins.\(name)", "\(value) is out of range.", remedy: "Use \(range.lowerBound) to \(range.upperBound).")
    }
    if hashDeadline <= .zero {
      found.append(.init("identity.logins.hashDeadline", "must be longer than zero.", remedy: "Give a positive duration."))
    }
    return found
  }
}
