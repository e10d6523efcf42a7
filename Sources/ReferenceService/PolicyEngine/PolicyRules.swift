/// What a caller wants to do, as the policy engine sees it.
public struct PolicyRequest: Codable, Sendable, Hashable {
  /// The subject of the access token.
  public var principalID: String
  /// The tenant of the access token.
  public var tenantID: String
  /// The roles of the access token; the order means nothing.
  public var roles: [String]
  /// The operator that is to run, for example `search`.
  public var action: String
  /// What the operator reads, for example `safe_documents`.
  public var resource: String

  public init(principalID: String, tenantID: String, roles: [String], action: String, resource: String) {
    self.principalID = principalID
    self.tenantID = tenantID
    self.roles = roles
    self.action = action
    self.resource = resource
  }

  enum CodingKeys: String, CodingKey {
    case principalID = "principal_id"
    case tenantID = "tenant_id"
    case roles
    case action
    case resource
  }
}

/// The answer of the policy engine.
public struct PolicyDecision: Codable, Sendable, Hashable {
  /// Whether the action may run.
  public var allow: Bool
  /// Which rule decided, or that none did; for the ledger, not for the caller.
  public var reason: String

  public init(allow: Bool, reason: String) {
    self.allow = allow
    self.reason = reason
  }
}

/// One permission: a role may run some actions on a resource.
public struct PolicyRule: Codable, Sendable, Hashable {
  public var name: String
  public var role: String
  public var actions: [String]
  public var resource: String

  public init(name: String, role: String, actions: [String], resource: String) {
    self.name = name
    self.role = role
    self.actions = actions
    self.resource = resource
  }
}

/// The rules of the engine, as data. What no rule allows is denied.
public struct PolicyRules: Codable, Sendable, Hashable {
  public var rules: [PolicyRule]

  public init(rules: [PolicyRule]) {
    self.rules = rules
  }

  /// Members and support search and read; only administrators aggregate as well; viewers may do nothing.
  public static let standard = PolicyRules(rules: [
    PolicyRule(name: "member-reads", role: "member", actions: ["search", "fetch_span"], resource: "safe_documents"),
    PolicyRule(name: "support-reads", role: "support", actions: ["search", "fetch_span"], resource: "safe_documents"),
    PolicyRule(
      name: "admin-reads-and-aggregates", role: "admin", actions: ["search", "fetch_span", "aggregate"], resource: "safe_documents"),
  ])

  /// Decides on one request. The first rule that matches allows; without one the answer is a denial.
  public func decide(_ request: PolicyRequest) -> PolicyDecision {
    for rule in rules
    where request.roles.contains(rule.role) && rule.resource == request.resource && rule.actions.contains(request.action) {
      return PolicyDecision(allow: true, reason: rule.name)
    }
    return PolicyDecision(allow: false, reason: "no rule allows it")
  }
}
