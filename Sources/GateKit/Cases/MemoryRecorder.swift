import GateModel

/// A recorder that keeps everything in memory, for tests of gates and for callers outside an engine.
public actor MemoryRecorder: CaseRecorder, CaseSink {
  public private(set) var outcomes: [CaseID: CaseOutcome] = [:]
  public private(set) var findings: [Finding] = []
  public private(set) var measurements: [Measurement] = []
  private let gate: GateID
  private let seed: RootSeed

  public init(gate: GateID, seed: RootSeed = RootSeed(1)) {
    self.gate = gate
    self.seed = seed
  }

  public func take(_ finding: Finding) { findings.append(finding) }
  public func take(_ measurement: Measurement) { measurements.append(measurement) }

  public func run(
    _ planned: PlannedCase, deadline: Duration, _ body: @escaping @Sendable (CaseContext) async throws -> CaseOutcome
  ) async throws {
    let context = CaseContext(planned: planned, gate: gate, seed: seed.derive(planned.id), sink: self)
    let outcome: CaseOutcome
    do {
      outcome = try await withDeadline(deadline, "case \(planned.id)") { try await body(context) }
    } catch let error as CancellationError {
      throw error
    } catch {
      outcome = .errored(reason: String(describing: error))
    }
    let failed = findings.contains { $0.caseID == planned.id && $0.severity == .error }
    outcomes[planned.id] = failed ? .failed : outcome
  }
}
