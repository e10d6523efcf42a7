import ReferenceService

/// Faults of the readiness probe.
enum ReadinessDefects {
  static let all = [
    SeededDefect(
      "ready.always-200", requirements: ["S4-DB-006"], "Readiness asks no dependency and calls each of them up.",
      change: .parts { $0.operations.readiness = BlindReadiness() })
  ]
}

private struct BlindReadiness: ReadinessReporting {
  func report(
    _ probes: [any ReadinessProbe], log: @escaping @Sendable (_ name: String, _ error: any Error) -> Void
  ) async -> ReadinessReport {
    ReadinessReport(dependencies: probes.map { .init(name: $0.name, status: .up) })
  }
}
