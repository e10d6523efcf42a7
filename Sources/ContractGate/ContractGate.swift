import GateKit
import GateModel
import HTTPWire
import JSONSchema
import OpenAPI

/// Calls every operation of an OpenAPI document on the running service, in right and wrong ways, and holds the answers against the
/// document and against what HTTP and common sense promise.
public struct ContractGate: Gate {
  public let id: GateID = "contract"
  public let summary = "every operation answers as its OpenAPI document says"
  public var checks: [CheckDescriptor] { CheckCatalog.all.map(\.descriptor) }
  private let settings: ContractSettings
  private let memo = PlanMemo()

  public init(_ settings: ContractSettings) { self.settings = settings }

  public func plan(in environment: RunEnvironment) async throws -> GatePlan {
    .run(try await load(environment).tasks.map(\.planned))
  }

  public func run(_ cases: [PlannedCase], in environment: RunEnvironment, recorder: any CaseRecorder) async throws {
    let plan = try await load(environment)
    let model = plan.model
    var lanes = plan.lanes(of: cases)
    if let earlier = environment.earlier, let touched = try await TouchedLanes(model, since: earlier, loader) {
      lanes = try await leaveOut(touched, of: lanes, recorder: recorder)
    }
    // Nothing is left that needs the service.
    guard !lanes.isEmpty else { return }
    try await run(lanes, model, in: environment, recorder: recorder)
  }

  /// Skips the cases of the operations that the change doesn't reach, and says so; gives the rest.
  private func leaveOut(
    _ touched: TouchedLanes, of lanes: [[ContractTask]], recorder: any CaseRecorder
  ) async throws -> [[ContractTask]] {
    var rest: [[ContractTask]] = []
    for lane in lanes {
      guard let operation = lane.first?.operation, !touched.contains(operation) else {
        rest.append(lane)
        continue
      }
      for task in lane { try await recorder.run(task.planned) { _ in .skipped(reason: touched.reason) } }
    }
    return rest
  }

  private func run(
    _ lanes: [[ContractTask]], _ model: ContractModel, in environment: RunEnvironment, recorder: any CaseRecorder
  ) async throws {
    try await WireLoops.with(threads: min(Self.threadsPerWorker * max(1, environment.workers), Self.mostThreads), yielding: true) { loops in
      let budget = RequestBudget(rate: settings.rate, time: settings.time, clock: environment.clock)
      let instances = ServiceInstances { try await open(model, loops, budget, in: environment) }
      do {
        // A service that can't be started ends the run before any case.
        let session = try await instances.living()
        let (overviews, others) = model.waves(of: lanes)
        if !overviews.isEmpty { try await Seeding(session: session).run() }
        for wave in [overviews, others] {
          try await run(wave, in: session, of: instances, workers: max(1, environment.workers), on: loops.executors, recorder: recorder)
        }
      } catch {
        await instances.close()
        throw error
      }
      await instances.close()
    }
  }

  /// Starts the service and makes ready what calls it.
  private func open(
    _ model: ContractModel, _ loops: WireLoops, _ budget: RequestBudget, in environment: RunEnvironment
  ) async throws -> ServiceInstances.Opened {
    let target = try await environment.targets.launch(TargetRequest(label: "contract"))
    do {
      let session = try ContractSession(
        model: model, settings: settings, identity: try identity(of: target), target: target, loops: loops, seed: environment.seed,
        clock: environment.clock, budget: budget, width: environment.workers > 1 ? Self.callsPerLane : 1)
      return (target, session)
    } catch {
      await target.stop()
      throw error
    }
  }

  private static let lanesPerWorker = 6

  /// Where a lane only reads, some of its calls are under way at once: else few long lanes would leave the service idle.
  private static let callsPerLane = 3

  /// Event loops, each on a thread of its own: while a lane makes its trials on one, those of another go on.
  private static let threadsPerWorker = 2
  private static let mostThreads = 32

  /// Lanes run side by side; the cases of one lane share its work. Each stays on the thread of an event loop, with its connections.
  ///
  /// Several lanes for each worker keep the service busy while others think; a single worker has one call under way at a time.
  private func run(
    _ lanes: [[ContractTask]], in session: ContractSession, of instances: ServiceInstances, workers: Int,
    on executors: [any TaskExecutor], recorder: any CaseRecorder
  ) async throws {
    let width = workers == 1 ? 1 : Self.lanesPerWorker * workers
    let waiting = LaneQueue(lanes)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<min(width, lanes.count) {
        group.addTask(executorPreference: executors[number % executors.count]) {
          while let tasks = waiting.next() {
            try Task.checkCancellation()
            try await LaneCases(tasks: tasks, session: session, instances: instances).run(recorder)
          }
        }
      }
      try await group.waitForAll()
    }
  }

  private func identity(of target: any RunningTarget) throws -> TargetIdentity {
    for name in settings.access.all + [settings.identity].compactMap(\.self) where target.identities[name] == nil {
      let known = target.identities.keys.sorted().joined(separator: ", ")
      throw GateError("the target has no identity '\(name)'", remedy: "Name one of: \(known)")
    }
    guard let name = settings.identity ?? target.defaultIdentity else { return TargetIdentity(headers: []) }
    return target.identities[name] ?? TargetIdentity(headers: [])
  }

  private var loader: DocumentLoader { DocumentLoader(policy: settings.references) }

  /// - Throws: ``GateError`` with the line that is wrong.
  private func load(_ environment: RunEnvironment) async throws -> ContractPlan {
    try await memo.plan(of: environment.files) { ContractPlan(try await load($0), settings) }
  }

  private func load(_ files: any FileTree) async throws -> ContractModel {
    let path = settings.document
    let model: ContractModel
    do {
      let document = try await loader.load(try files.read(path), path: path) { try files.read($0) }
      model = try ContractModel(document, revisions: try await DocumentRevision.all(of: document, settings, files: files, loader))
    } catch let error as DocumentError {
      let location = SourceLocation(path: error.path, line: error.line > 0 ? error.line : nil)
      throw GateError(error.message, at: location, remedy: "Correct the OpenAPI document there")
    } catch let error as FileTreeError {
      throw GateError(error.description, remedy: "Check 'document', 'baseline' and 'additions' of the section 'contract'")
    }
    guard model.document.operations.contains(where: settings.filter.admits) else {
      throw GateError(
        "there is no operation to exercise", at: SourceLocation(path: path),
        remedy: "Check the document's paths, and 'include' and 'exclude' of the section 'contract'")
    }
    return model
  }
}
