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

  private func race(_ file: RaceFile, _ environment: RunEnvironment, _ context: CaseContext) async throws -> CaseOutcome {
    let target = try await environment.targets.launch(TargetRequest(label: "race \(file.race.name)"))
    do {
      let report = try await WireLoops.with(threads: 2) { loops in
        let services = StepServices(
          target: target, loops: loops, clock: environment.clock, seed: context.seed, processes: environment.processes,
          contract: ContractDocument(files: environment.files))
        let stage = try StepStage(file: file, services: services, metricsPath: settings.metrics)
        let burst = BurstRunner(plan: file.race.burst, endpoint: stage.endpoint, loops: loops)
        let runner = RaceRunner(race: file.race, stage: stage, burst: burst, clock: environment.clock)
        do {
          let report = try await runner.run()
          await stage.close()
          return report
        } catch {
          await stage.close()
          throw error
        }
      }
      await target.stop()
      return await RaceJudge.conclude(file.race, report, context: context)
    } catch {
      await target.stop()
      throw error
    }
  }

  /// Generous: a round takes milliseconds, on a busy machine some hundred.
  private func deadline(of race: Race) -> Duration { .seconds(30) + .milliseconds(1_000) * race.rounds }

  private func planned(_ race: Race) -> PlannedCase {
    PlannedCase(
      id: race.caseID, title: race.title, check: RaceChecks.invariant.id, requirements: race.requirements, defects: race.defects,
      location: race.location)
  }
}
