import GateKit
import GateModel
import HTTPWire
import PerfStatistics

/// Measures workloads and compares them with their committed baselines, through a control workload of the same run.
///
/// It fails for a gross slowdown that two measurements prove, for errors and for a baseline that does not fit; whatever
/// noise keeps it from deciding is inconclusive, and does not change the verdict of a run.
public struct PerfGate: Gate {
  public let id: GateID = "perf"
  public let summary = "no workload has become grossly slower than its baseline"
  public let checks = PerfChecks.all
  public let inconclusiveIsAdvisory = true

  private let settings: PerfSettings

  public init(settings: PerfSettings = PerfSettings()) { self.settings = settings }

  public func plan(in environment: RunEnvironment) async throws -> GatePlan {
    let catalog = try WorkloadCatalog(folder: settings.workloads, files: environment.files)
    return .run(catalog.entries.map { planned($0.file.workload) })
  }

  public func run(_ cases: [PlannedCase], in environment: RunEnvironment, recorder: any CaseRecorder) async throws {
    let catalog = try WorkloadCatalog(folder: settings.workloads, files: environment.files)
    for planned in cases {
      guard let entry = catalog.entries.first(where: { $0.file.workload.caseID == planned.id }) else { continue }
      let session = WorkloadSession(entry: entry, plan: settings.plan, environment: environment)
      // Up to two measurements, a start, and the time that a busy machine takes.
      try await recorder.run(planned, deadline: settings.plan.limit * 4 + .seconds(40)) { context in
        let performance = PerfCase(
          workload: entry.file.workload, store: BaselineStore(files: environment.files), measure: session.measure)
        return try await performance.run(context: context)
      }
    }
  }

  /// Measures workloads for `gatehouse perf record` and `perf accept`, without judging them.
  ///
  /// - Parameter names: which; all that are judged where it is empty.
  /// - Throws: `GateError` for a name that there is none of, and what keeps a workload from being measured.
  public func measure(
    _ names: [String] = [], in environment: RunEnvironment
  ) async throws -> [(workload: Workload, measurement: WorkloadMeasurement)] {
    let catalog = try WorkloadCatalog(folder: settings.workloads, files: environment.files)
    let known = catalog.entries.map(\.file.workload.name)
    if let unknown = names.first(where: { !known.contains($0) }) {
      throw GateError("there is no workload '\(unknown)'", remedy: "Workloads are: \(known.joined(separator: ", "))")
    }
    var results: [(workload: Workload, measurement: WorkloadMeasurement)] = []
    for entry in catalog.entries where names.isEmpty || names.contains(entry.file.workload.name) {
      var longer = settings.plan
      // A baseline is measured twice as long, so that it is the sharper of the two.
      longer.pairs *= 2
      longer.limit *= 4
      let session = WorkloadSession(entry: entry, plan: longer, environment: environment)
      let workload = entry.file.workload
      results.append((workload, try await session.measure(seed: environment.seed.derive(workload.caseID))))
    }
    return results
  }

  /// The committed baselines of the folder's workloads, for `gatehouse perf show`; what is wrong with the others.
  public func baselines(in environment: RunEnvironment) throws -> (baselines: [PerfBaseline], problems: [BaselineError]) {
    let catalog = try WorkloadCatalog(folder: settings.workloads, files: environment.files)
    let store = BaselineStore(files: environment.files)
    var found: [PerfBaseline] = []
    var problems: [BaselineError] = []
    for entry in catalog.entries {
      do { found.append(try store.baseline(for: entry.file.workload)) } catch { problems.append(error) }
    }
    return (found, problems)
  }

  private func planned(_ workload: Workload) -> PlannedCase {
    PlannedCase(
      id: workload.caseID, title: workload.title, check: PerfChecks.slower.id, requirements: workload.requirements,
      defects: workload.defects, location: workload.location)
  }
}
