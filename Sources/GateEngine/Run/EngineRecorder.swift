import GateKit
import GateModel

/// Writes what the cases of one gate do into the log, and says stop when the run is to end.
actor EngineRecorder: CaseRecorder, CaseSink {
  private let gate: GateID
  private let seed: RootSeed
  private let log: EventLog
  private let processors: [any FindingProcessor]
  private let control: RunControl
  private let clock: any Clock<Duration>
  private var failing: Set<CaseID> = []
  /// Cases with a finding of any kind, an accepted one too.
  private var reporting: Set<CaseID> = []
  private var open: Set<CaseID>

  init(
    gate: GateID, cases: [PlannedCase], seed: RootSeed, log: EventLog, processors: [any FindingProcessor], control: RunControl,
    clock: any Clock<Duration>
  ) {
    self.gate = gate
    self.seed = seed
    self.log = log
    self.processors = processors
    self.control = control
    self.clock = clock
    self.open = Set(cases.map(\.id))
  }

  func take(_ finding: Finding) async {
    var finding = finding
    for processor in processors { finding = await processor.process(finding) }
    reporting.insert(finding.caseID)
    if finding.failsRun { failing.insert(finding.caseID) }
    await log.append(.finding(finding))
  }

  func take(_ measurement: Measurement) async { await log.append(.measurement(measurement)) }

  func run(
    _ planned: PlannedCase, deadline: Duration, _ body: @escaping @Sendable (CaseContext) async throws -> CaseOutcome
  ) async throws {
    try await control.checkGoingOn()
    guard open.remove(planned.id) != nil else {
      throw GateError("the case '\(planned.id)' is not in the plan or ran already", remedy: "Correct the gate '\(gate)'")
    }
    await log.append(.caseStarted(CaseStarted(gate: gate, caseID: planned.id)))
    let context = CaseContext(planned: planned, gate: gate, seed: seed.derive(planned.id), sink: self)
    let (outcome, duration) = try await measured(clock) { try await self.outcome(planned, deadline, context, body) }
    let final = judged(outcome, of: planned.id)
    let microseconds = duration.wholeMicroseconds
    await log.append(.caseFinished(CaseFinished(gate: gate, caseID: planned.id, outcome: final, durationMicroseconds: microseconds)))
    if final == .failed { await control.caseFailed() }
  }

  private static let silentFailure = "the check said that it failed and reported no finding; that is a defect of the check"

  /// What counts are the findings: a failure without one is a defect of the check, one whose findings are all accepted or
  /// weigh less than an error is none.
  private func judged(_ outcome: CaseOutcome, of caseID: CaseID) -> CaseOutcome {
    if failing.contains(caseID) { return .failed }
    guard outcome == .failed else { return outcome }
    return reporting.contains(caseID) ? .passed : .errored(reason: Self.silentFailure)
  }

  private func outcome(
    _ planned: PlannedCase, _ deadline: Duration, _ context: CaseContext,
    _ body: @escaping @Sendable (CaseContext) async throws -> CaseOutcome
  ) async throws -> CaseOutcome {
    do {
      return try await withDeadline(deadline, "case '\(planned.id)'", clock: clock) { try await body(context) }
    } catch is CancellationError where !Task.isCancelled {
      return .errored(reason: "it was cancelled, and not by the run")
    } catch {
      if Task.isCancelled { throw CancellationError() }
      return .errored(reason: ErrorText.of(error))
    }
  }

  private func measured<C: Clock, Value: Sendable>(
    _ clock: C, _ body: @Sendable () async throws -> Value
  ) async throws -> (Value, Duration) where C.Duration == Duration {
    let start = clock.now
    let value = try await body()
    return (value, start.duration(to: clock.now))
  }
}
