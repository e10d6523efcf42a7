/// Says whether there has to be a plan of how a change of keys or algorithm is rolled out. Tokens have one algorithm and one active signer,
/// without stages; that is enough until people depend on the service.
public protocol RolloutDemanding: Sendable {
  /// - Parameters:
  ///   - environment: where the service runs.
  ///   - plan: where the plan is written down; nil for nowhere.
  func isDemanded(in environment: String, plan: String?) -> Bool
}

/// From the day on that the service runs where it is depended on.
public struct ProductionDemandsAPlan: RolloutDemanding {
  public init() {}

  public func isDemanded(in environment: String, plan: String?) -> Bool {
    TabledHashProfiles().profile(in: environment) == .production && (plan ?? "").isEmpty
  }
}
