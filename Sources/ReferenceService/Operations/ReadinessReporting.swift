/// Says whether the service can do its work.
public protocol ReadinessReporting: Sendable {
  /// - Parameter log: called for each dependency that is down, with what was wrong.
  func report(_ probes: [any ReadinessProbe], log: @escaping @Sendable (_ name: String, _ error: any Error) -> Void) async
    -> ReadinessReport
}

/// Asks every dependency at the same time, each within its own timeout.
public struct ProbingReadiness: ReadinessReporting {
  public init() {}

  public func report(
    _ probes: [any ReadinessProbe], log: @escaping @Sendable (_ name: String, _ error: any Error) -> Void
  ) async -> ReadinessReport {
    await withTaskGroup(of: (Int, DependencyStatus).self) { group in
      for (index, probe) in probes.enumerated() {
        group.addTask {
          do {
            try await withDeadline(probe.timeout) { try await probe.check() }
            return (index, .up)
          } catch {
            log(probe.name, error)
            return (index, .down)
          }
        }
      }
      var statuses = [DependencyStatus](repeating: .down, count: probes.count)
      for await (index, status) in group { statuses[index] = status }
      return ReadinessReport(dependencies: zip(probes, statuses).map { .init(name: $0.name, status: $1) })
    }
  }
}
