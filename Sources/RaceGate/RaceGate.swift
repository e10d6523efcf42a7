import GateKit
import GateModel
import HTTPWire
import StepLanguage

/// Releases simultaneous requests at the service, again and again, and judges what came by declared invariants.
///
/// A race whose requests did not overlap is inconclusive, as is a folder without races: neither proves anything.
public struct RaceGate: Gate {
  public let id: GateID = "race"
  public let summary = "invariants hold when requests come at the same time"
  public let checks = RaceChecks.all

  private let settings: RaceSettings

  public init(settings: RaceSettings = RaceSettings()) { self.settings = settings }

  public func plan(in environment: RunEnvironment) async throws -> GatePlan {
    let catalog = try RaceCatalog(folder: settings.folder, files: environment.files)
    return .run(catalog.files.map { planned($0.race) })
  }

  public func run(_ cases: [PlannedCase], in environment: RunEnvironment, recorder: any CaseRecorder) async throws {
    let catalog = try RaceCatalog(folder: settings.folder, files: environment.files)
    for planned in cases {
      guard let file = catalog.files.first(where: { $0.race.caseID == planned.id }) else { continue }
      // Three races at once would only blur each other's release.
      try await recorder.run(planned, deadline: deadline(of: file.race)) { context in
        try await race(file, environment, context)
      }
    }
  }

  /// The gate as a recording says that it ran.
  public func replaying(_ replay: RaceReplay) -> RaceGate {
    var settings = settings
    settings.replay = replay
    return RaceGate(settings: settings)
  }

  private func race(_ planned: RaceFile, _ environment: RunEnvironment, _ context: CaseContext) async throws -> CaseOutcome {
    let file = settings.replay?.applied(to: planned) ?? planned
    var widening: ProxyWidening?
    if let plan = file.race.widening {
      widening = try await ProxyWidening.start(plan, before: try await environment.targets.dependencies())
    }
    do {
      let request = TargetRequest(
        label: "race \(file.race.name)", dependencies: await widening?.override ?? [:], options: file.options)
      let target = try await environment.targets.launch(request)
      do {
        let report = try await run(file, on: target, widening, environment, context.seed)
        await target.stop()
        await widening?.stop()
        let recording = RaceRecording(file: file, report: report, root: environment.seed, seed: context.seed)
        try await environment.artifacts.write(recording.json.serializedBytes(), to: RaceRecording.path(of: file.race))
        return await RaceJudge.conclude(file.race, report, context: context)
      } catch {
        await target.stop()
        throw error
      }
    } catch {
      await widening?.stop()
      throw error
    }
  }

  private func run(
    _ file: RaceFile, on target: any RunningTarget, _ widening: ProxyWidening?, _ environment: RunEnvironment, _ seed: UInt64
  ) async throws -> RaceReport {
    try await WireLoops.with(threads: 2) { loops in
      let services = StepServices(
        target: target, loops: loops, clock: environment.clock, seed: seed, processes: environment.processes,
        contract: ContractDocument(files: environment.files))
      let stage = try StepStage(file: file, services: services, metricsPath: settings.metrics)
      do {
        let burst = try BurstRunner(
          plan: file.race.burst, endpoint: stage.endpoint, loops: loops, canary: try await stage.canary(),
          process: await Self.process(of: target), seed: seed, proves: file.race.power != nil)
        let runner = RaceRunner(race: file.race, stage: stage, burst: burst, widening: widening, clock: environment.clock)
        let report = try await runner.run()
        await stage.close()
        return report
      } catch {
        await stage.close()
        throw error
      }
    }
  }

  /// The process that a burst may freeze: only one that this run has started.
  private static func process(of target: any RunningTarget) async -> FrozenProcess? {
    guard let process = target.processes["service"], case .running(let identifier) = await process.state() else { return nil }
    return FrozenProcess(group: identifier)
  }

  /// Generous: a round takes milliseconds, on a busy machine some hundred.
  private func deadline(of race: Race) -> Duration {
    .seconds(60) + .milliseconds(1_000) * max(race.rounds, race.power?.maximumRounds ?? 0)
  }

  private func planned(_ race: Race) -> PlannedCase {
    PlannedCase(
      id: race.caseID, title: race.title, check: RaceChecks.invariant.id, requirements: race.requirements, defects: race.defects,
      location: race.location)
  }
}
