import PostgresAccess

/// The parts of the Operations context.
public struct OperationsParts: Sendable {
  public var readiness: any ReadinessReporting
  /// One for each dependency, in the order of the report.
  public var probes: [any ReadinessProbe]

  static func healthy(store: PostgresPool, further: [any ReadinessProbe] = []) -> OperationsParts {
    OperationsParts(readiness: ProbingReadiness(), probes: [StoreProbe(store: store)] + further)
  }
}
