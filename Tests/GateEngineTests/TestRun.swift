import GateEngine
import GateKit
import GateModel

/// A run of scripted gates.
struct TestRun {
  var gates: [any Gate]
  var selection = Selection()
  var seed: UInt64 = 7
  var clock: any Clock<Duration> = DeadlineClock()
  var control = RunControl()
  var sinks: [any EventSink] = []
  var suppressions: [Suppression] = []
  var problems: [SuppressionProblem] = []
  var earlierSuppressions: [Suppression]?
  var targets: any TargetLauncher = NoTarget()
  var gateDeadline: Duration = .seconds(600)

  init(_ gates: [ScriptedGate]) { self.gates = gates }

  var environment: RunEnvironment {
    RunEnvironment(seed: RootSeed(seed), clock: clock, today: "2026-06-15", files: MemoryFileTree([:]), targets: targets)
  }

  var options: Engine.Options {
    Engine.Options(
      version: "1", startedAt: "2026-06-15T00:00:00Z", target: "test", suppressions: suppressions, suppressionProblems: problems,
      earlierSuppressions: earlierSuppressions, root: "/repository", gateDeadline: gateDeadline)
  }

  func plan() async throws -> RunPlan { try await Planner(selection: selection).plan(gates, in: environment) }

  func callAsFunction() async throws -> RunLog {
    await Engine(options: options, log: EventLog(sinks: sinks, clock: clock), control: control).run(try await plan(), in: environment)
  }

  func summary() async throws -> RunSummary { RunSummary(try await self()) }
}

extension RunSummary {
  func outcome(_ id: CaseID) -> CaseOutcome? { steps.flatMap(\.cases).first { $0.planned.id == id }?.outcome }
  var notes: [String] { finished?.notes ?? [] }
}

extension RunLog {
  /// The kind of each event, with the gate or case it is about.
  var outline: [String] {
    events.map { recorded in
      switch recorded.event {
      case .runStarted: "run-started"
      case .stepStarted(let body): "step-started \(body.gate)"
      case .caseStarted(let body): "case-started \(body.caseID)"
      case .finding(let body): "finding \(body.caseID)"
      case .measurement(let body): "measurement \(body.caseID)"
      case .caseFinished(let body): "case-finished \(body.caseID) \(body.outcome.name)"
      case .operationalError: "operational-error"
      case .stepFinished(let body): "step-finished \(body.gate)"
      case .runFinished(let body): "run-finished \(body.verdict)"
      }
    }
  }

  /// True for a log that begins and ends as it must and has no gap.
  var isWellFormed: Bool {
    events.map(\.sequence) == Array(1...max(events.count, 1)) && outline.first == "run-started"
      && outline.filter { $0.hasPrefix("run-") }.count == 2 && outline.last?.hasPrefix("run-finished") == true
      && zip(events, events.dropFirst()).allSatisfy { $0.elapsedMicroseconds <= $1.elapsedMicroseconds }
  }
}

/// Waits until somebody cancels.
func hang() async throws {
  let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
  for await _ in stream {}
  continuation.finish()
  try Task.checkCancellation()
}

/// Says that something happened, and lets others wait for it.
actor Flag {
  private(set) var isRaised = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func raise() {
    isRaised = true
    for continuation in waiting { continuation.resume() }
    waiting = []
  }

  func wait() async {
    if isRaised { return }
    await withCheckedContinuation { waiting.append($0) }
  }
}

/// A clock that stands still: waits of at most `patience` end at once, longer ones never.
struct DeadlineClock: Clock {
  struct Instant: InstantProtocol {
    var offset: Duration
    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  var patience: Duration = .zero
  var now: Instant { Instant(offset: .zero) }
  var minimumResolution: Duration { .nanoseconds(1) }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    if deadline.offset > patience { try await hang() }
  }
}
