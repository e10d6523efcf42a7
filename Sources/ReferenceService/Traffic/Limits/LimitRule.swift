/// Whose requests a limit counts together.
public enum LimitScope: String, Sendable, CaseIterable {
  /// One client address.
  case address
  /// The /24 of an IPv4 address, the /64 of an IPv6 address.
  case network
  /// One authenticated caller.
  case principal
  /// All callers of one tenant.
  case tenant

  /// Whether it can be decided before anybody is authenticated.
  var isAnonymous: Bool { self == .address || self == .network }
}

/// How much is allowed to one subject in one group of routes: `burst` at once, and `perMinute` in the long run.
public struct LimitRule: Sendable, Hashable {
  public var group: String
  public var scope: LimitScope
  public var burst: Int
  public var perMinute: Int

  public init(_ group: String, _ scope: LimitScope, burst: Int, perMinute: Int) {
    self.group = group
    self.scope = scope
    self.burst = burst
    self.perMinute = perMinute
  }

  /// The time in which one request comes free again.
  public var intervalMicroseconds: Int64 { 60_000_000 / Int64(max(1, perMinute)) }

  var problem: ConfigurationProblem? {
    guard !group.isEmpty, (1...100_000).contains(burst), (1...6_000_000).contains(perMinute) else {
      return ConfigurationProblem(
        "traffic.limits.\(group).\(scope.rawValue)", "is out of range.",
        remedy: "Name a group, and use a burst of 1 to 100000 and 1 to 6000000 a minute.")
    }
    return nil
  }
}

/// The limits that are in force.
public struct LimitPolicy: Sendable, Hashable {
  public var rules: [LimitRule]

  public init(_ rules: [LimitRule]) { self.rules = rules }

  /// The rules of a group; a group that the policy does not know gets the strictest of each scope.
  public func rules(for group: String) -> [LimitRule] {
    let own = rules.filter { $0.group == group }
    guard own.isEmpty else { return own }
    return LimitScope.allCases.compactMap { scope in
      let candidates = rules.filter { $0.scope == scope }
      guard let burst = candidates.map(\.burst).min(), let rate = candidates.map(\.perMinute).min() else { return nil }
      return LimitRule(group, scope, burst: burst, perMinute: rate)
    }
  }
}
