import GateModel

/// Takes what a gate's cases do. The engine's recorder writes it to the run's log.
public protocol CaseRecorder: Sendable {
  /// Runs one planned case and records how it ended.
  ///
  /// Findings reported through the context make it failed; a thrown error makes it errored; otherwise the returned
  /// outcome holds. A case that takes longer than `deadline` is cancelled and errored.
  /// - Throws: `CancellationError` when the run is to stop (fail-fast, a signal): the gate cleans up and returns.
  func run(
    _ planned: PlannedCase, deadline: Duration, _ body: @escaping @Sendable (CaseContext) async throws -> CaseOutcome
  ) async throws
}

extension CaseRecorder {
  public func run(_ planned: PlannedCase, _ body: @escaping @Sendable (CaseContext) async throws -> CaseOutcome) async throws {
    try await run(planned, deadline: .seconds(60), body)
  }
}
