import GateKit
import GateModel

/// Runs a plan: gate after gate, each within its deadline, everything into one log, a verdict at the end.
///
/// It knows no concrete gate.
public struct Engine: Sendable {
  /// What is known about a run besides its plan.
  public struct Options: Sendable {
    public var version: String
    /// Wall-clock time of the start, RFC 3339.
    public var startedAt: String
    /// What is gated, in words.
    public var target: String
    public var defects: [DefectID]
    public var suppressions: [Suppression]
    public var suppressionProblems: [SuppressionProblem]
    /// The entries of the commit that the run is held against; nil where it is held against none.
    public var earlierSuppressions: [Suppression]?
    /// Absolute path of the repository.
    public var root: String
    /// The longest that one gate may take.
    public var gateDeadline: Duration

    public init(
      version: String, startedAt: String, target: String, defects: [DefectID] = [], suppressions: [Suppression] = [],
      suppressionProblems: [SuppressionProblem] = [], earlierSuppressions: [Suppression]? = nil, root: String,
      gateDeadline: Duration = .seconds(600)
    ) {
      self.version = version
      self.startedAt = startedAt
      self.target = target
      self.defects = defects
      self.suppressions = suppressions
      self.suppressionProblems = suppressionProblems
      self.earlierSuppressions = earlierSuppressions
      self.root = root
      self.gateDeadline = gateDeadline
    }
  }

  private let options: Options
  private let log: EventLog
  private let control: RunControl

  public init(options: Options, log: EventLog, control: RunControl) {
    self.options = options
    self.log = log
    self.control = control
  }

  /// Runs the plan to its end and returns the whole log, which ends with the verdict.
  public func run(_ plan: RunPlan, in environment: RunEnvironment) async -> RunLog {
    await log.append(
      .runStarted(
        RunStarted(
          version: options.version, seed: environment.seed.value, planDigest: plan.digest, startedAt: options.startedAt,
          target: options.target, shard: plan.shard, defects: options.defects)))
    for error in plan.errors { await log.append(.operationalError(error)) }
    await runSteps(plan, in: environment)
    var summary = RunSummary(await log.log)
    summary.interruption = await control.interruption
    let decision = VerdictRule().verdict(of: summary)
    await log.append(
      .runFinished(RunFinished(verdict: decision.verdict, notes: decision.notes, interruption: summary.interruption)))
    return await log.log
  }

  private func runSteps(_ plan: RunPlan, in environment: RunEnvironment) async {
    let suppressor = Suppressor(entries: options.suppressions, earlier: options.earlierSuppressions, today: environment.today)
    let processors: [any FindingProcessor] = [PathNormaliser(root: options.root), suppressor]
    await withTaskGroup(of: Void.self) { group in
      let (interruptions, interrupted) = AsyncStream.makeStream(of: Void.self)
      await control.onInterrupt { interrupted.finish() }
      group.addTask { for await _ in interruptions {} }
      group.addTask {
        for step in plan.steps where !(await control.isStopped) {
          await run(step, in: environment, processors: processors)
        }
        await judgeSuppressions(plan, suppressor, in: environment)
      }
      await group.next()
      group.cancelAll()
      interrupted.finish()
    }
  }

  private func run(_ step: RunPlan.Step, in environment: RunEnvironment, processors: [any FindingProcessor]) async {
    let gate = step.gate
    await log.append(
      .stepStarted(
        StepStarted(
          gate: gate.id, summary: gate.summary, cases: step.cases, skipReason: step.skipReason,
          inconclusiveIsAdvisory: gate.inconclusiveIsAdvisory)))
    if step.skipReason == nil {
      let recorder = EngineRecorder(
        gate: gate.id, cases: step.cases, seed: environment.seed, log: log, processors: processors, control: control,
        clock: environment.clock)
      do {
        try await withDeadline(options.gateDeadline, "gate '\(gate.id)'", clock: environment.clock) {
          try await gate.run(step.cases, in: environment, recorder: recorder)
        }
      } catch {
        await note(error, of: gate.id)
      }
      if let failure = await environment.targets.infrastructureFailure(), await control.interruption == nil {
        await log.append(
          .operationalError(
            OperationalError(
              message: failure, gate: gate.id, remedy: "Look at what ended it, then run again; findings of this gate are doubtful")))
      }
    }
    await log.append(.stepFinished(StepFinished(gate: gate.id)))
  }

  /// Writes down what a gate threw; that it was cancelled only where the run did not do that. Otherwise the reason is in the
  /// control: a signal, or the first failure under --fail-fast.
  private func note(_ error: any Error, of gate: GateID) async {
    if error is CancellationError {
      if Task.isCancelled { return }
      if await control.isStopped { return }
    }
    await log.append(.operationalError(.wrapping(error, gate: gate)))
  }

  private func judgeSuppressions(_ plan: RunPlan, _ suppressor: Suppressor, in environment: RunEnvironment) async {
    let step = SuppressionStep(
      entries: options.suppressions, problems: options.suppressionProblems, earlier: options.earlierSuppressions, today: environment.today)
    let cases = step.cases
    guard !cases.isEmpty, await !control.isStopped else { return }
    await log.append(.stepStarted(StepStarted(gate: SuppressionStep.gate, summary: "accepted findings are still needed", cases: cases)))
    let judge = SuppressionJudge(plan: plan, summary: RunSummary(await log.log))
    let recorder = EngineRecorder(
      gate: SuppressionStep.gate, cases: cases, seed: environment.seed, log: log, processors: [PathNormaliser(root: options.root)],
      control: control, clock: environment.clock)
    do {
      try await step.run(cases, matched: await suppressor.matched, judge: judge, recorder: recorder)
    } catch {
      await note(error, of: SuppressionStep.gate)
    }
    await log.append(.stepFinished(StepFinished(gate: SuppressionStep.gate)))
  }

  /// The checks of the engine itself, for the reference and for SARIF.
  public static let checks = SuppressionStep.checks
}
