/// What varies in the evidence runtime.
public struct EvidenceConfiguration: Sendable, Hashable {
  /// Where the policy engine listens. Port 0 means that there is none; every operator is then refused as unavailable.
  public var policyHost = "127.0.0.1"
  public var policyPort = 0
  /// For one decision, from connecting to the last byte.
  public var policyDeadline = Duration.milliseconds(500)
  /// For one use of the store, waiting for a connection included.
  public var storeDeadline = Duration.seconds(1)
  /// What `run` does.
  public var plan = RunPlan.standard

  public init() {}

  /// Everything that is wrong; empty when the service may start.
  public func problems() -> [ConfigurationProblem] {
    var found: [ConfigurationProblem] = []
    if !(0...65_535).contains(policyPort) {
      found.append(.init("evidence.policyPort", "\(policyPort) is not a port.", remedy: "Use 1 to 65535."))
    }
    if policyHost.isEmpty { found.append(.init("evidence.policyHost", "is empty.", remedy: "Use 127.0.0.1.")) }
    for (name, value) in [("policyDeadline", policyDeadline), ("storeDeadline", storeDeadline)] where value <= .zero {
      found.append(.init("evidence.\(name)", "must be longer than zero.", remedy: "Give a positive duration."))
    }
    if let problem = plan.problem { found.append(.init("evidence.plan", problem, remedy: "Correct the plan's steps.")) }
    return found
  }
}
