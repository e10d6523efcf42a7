import FaultProxy
import GateKit
import GateModel
import HTTPWire
import StepLanguage

/// Failure paths, as files: each scenario starts the target behind fault proxies, makes something fail, and says what must hold.
public struct ScenarioGate: Gate {
  public let id: GateID = "scenario"
  public let summary = "the service behaves along its failure paths as its scenarios say"
  private let settings: ScenarioSettings
  private let startProxy: ProxyStarter

  static let stepFailed = CheckDescriptor(
    id: "scenario/step-failed", title: "A step of a scenario did not hold",
    rationale:
      "Callers build on how the service fails: a wrong status, code or retry flag makes them retry what is lost, or give up too early.",
    remedy: "Reproduce it with the curl line of the evidence; then correct the service, or the scenario where it asks for the wrong thing")

  public init(settings: ScenarioSettings = ScenarioSettings()) {
    self.init(settings: settings) { try await FaultProxy.start(upstreamHost: $0, upstreamPort: $1) }
  }

  /// - Parameter startProxy: makes the proxies; tests put in one that does nothing.
  public init(settings: ScenarioSettings, startProxy: @escaping ProxyStarter) {
    self.settings = settings
    self.startProxy = startProxy
  }

  public var checks: [CheckDescriptor] { [Self.stepFailed] }

  public func plan(in environment: RunEnvironment) async throws -> GatePlan {
    let all = try ScenarioFolder(path: settings.folder).read(environment.files)
    let admitted = all.filter { settings.tags.admits($0.tags) }
    guard !admitted.isEmpty || all.isEmpty else {
      throw GateError(
        "no scenario of '\(settings.folder)' has the tags that are wanted", remedy: "Correct `scenarios.tags` in gatehouse.yml")
    }
    return .run(admitted.map(Self.planned))
  }

  /// Scenarios run at the same time, as many as there are workers; each has an instance of the target for itself.
  public func run(_ cases: [PlannedCase], in environment: RunEnvironment, recorder: any CaseRecorder) async throws {
    let scenarios = try ScenarioFolder(path: settings.folder).read(environment.files)
    let wanted = cases.compactMap { planned in
      scenarios.first { Self.planned($0).id == planned.id }.map { (planned: planned, scenario: $0) }
    }
    let contract = ContractDocument(files: environment.files)
    try await WireLoops.with { loops in
      try await withThrowingTaskGroup(of: Void.self) { group in
        var waiting = wanted[...]
        for _ in 0..<max(1, environment.workers) {
          guard let next = waiting.popFirst() else { break }
          group.addTask { try await run(next.scenario, next.planned, environment, loops, contract, recorder) }
        }
        while try await group.next() != nil {
          guard let next = waiting.popFirst() else { continue }
          group.addTask { try await run(next.scenario, next.planned, environment, loops, contract, recorder) }
        }
      }
    }
  }

  private func run(
    _ scenario: Scenario, _ planned: PlannedCase, _ environment: RunEnvironment, _ loops: WireLoops, _ contract: ContractDocument,
    _ recorder: any CaseRecorder
  ) async throws {
    let work = ScenarioRun(scenario: scenario, environment: environment, loops: loops, contract: contract, startProxy: startProxy)
    try await recorder.run(planned, deadline: scenario.deadline ?? settings.deadline) { try await work.run($0) }
  }

  private static func planned(_ scenario: Scenario) -> PlannedCase {
    PlannedCase(
      id: CaseID("scenario/\(scenario.id)"), title: scenario.title, check: stepFailed.id, requirements: scenario.requirements,
      defects: scenario.defects, tags: scenario.tags, location: scenario.location)
  }
}
