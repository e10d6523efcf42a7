import FaultProxy
import GateKit
import GateModel
import HTTPWire
import StepLanguage

/// Runs one scenario on a fresh instance of the target, and leaves nothing running.
struct ScenarioRun: Sendable {
  let scenario: Scenario
  let environment: RunEnvironment
  let loops: WireLoops
  let startProxy: ProxyStarter

  func run(_ context: CaseContext) async throws -> CaseOutcome {
    let dependencies = scenario.dependencies.isEmpty ? [:] : try await environment.targets.dependencies()
    let desk = try await FaultDesk.open(scenario.dependencies, before: dependencies, at: scenario.location, start: startProxy)
    do {
      let target = try await environment.targets.launch(
        TargetRequest(label: "scenario \(scenario.id)", dependencies: await desk.overrides, options: scenario.options))
      let outcome: CaseOutcome
      do {
        outcome = try await exercise(target, desk, context)
      } catch {
        await target.stop()
        throw error
      }
      await target.stop()
      await desk.close()
      return outcome
    } catch {
      await desk.close()
      throw error
    }
  }

  private func exercise(_ target: any RunningTarget, _ desk: FaultDesk, _ context: CaseContext) async throws -> CaseOutcome {
    var services = StepServices(target: target, loops: loops, clock: environment.clock, seed: context.seed)
    services[FaultDesk.self] = desk
    let processes = ProcessDesk(processes: target.processes, clock: environment.clock)
    services[ProcessDesk.self] = processes
    let client = services.client
    if let reason = StepRunner.obstacle(scenario.setup + scenario.steps + scenario.teardown, in: services) {
      await client.close()
      return .skipped(reason: reason)
    }
    var scope = StepScope(services: services)
    let ending = await Self.attempt(scenario.setup + scenario.steps, in: &scope)
    let healed = try await desk.healAll()
    let continued = try await processes.finish()
    let cleaning = await Self.attempt(scenario.teardown, in: &scope)
    await client.close()
    let history = await desk.history
    for (dependency, evidence) in history { await Self.measure(evidence, on: dependency, context) }
    for number in await processes.measurements { await context.measure(number.name, number.value, unit: number.unit) }
    let done = history.map { "\($0.dependency): \($0.evidence)" } + (await processes.history)
    return try await conclude(ending, toothless: healed ?? continued, cleaning: cleaning, judged: scope.judged, faults: done, context)
  }

  private static func attempt(_ steps: [Step], in scope: inout StepScope) async -> Result<Void, any Error> {
    do {
      try await StepRunner.run(steps, in: &scope)
      return .success(())
    } catch {
      return .failure(error)
    }
  }

  /// What a fault did goes into the run's log, whatever the outcome.
  private static func measure(_ evidence: FaultEvidence, on dependency: String, _ context: CaseContext) async {
    for (name, value) in evidence.counters.named {
      let unit = name.hasPrefix("bytes_") ? "B" : name == "delay_ns" ? "ns" : "1"
      await context.measure("fault.\(dependency).\(evidence.fault.name).\(name)", Double(value), unit: unit)
    }
  }

  /// A step that did not hold is a finding; a fault that touched nothing makes an error of a scenario that would have passed.
  private func conclude(
    _ ending: Result<Void, any Error>, toothless: GateError?, cleaning: Result<Void, any Error>, judged: Int, faults: [String],
    _ context: CaseContext
  ) async throws -> CaseOutcome {
    switch ending {
    case .failure(let failure as StepFailure):
      await report(failure, faults: faults, context)
      return .failed
    case .failure(let error): throw error
    case .success: break
    }
    if let toothless { throw toothless }
    switch cleaning {
    case .failure(let failure as StepFailure):
      throw GateError("the teardown failed: \(failure)", at: failure.location, remedy: "Correct the teardown")
    case .failure(let error): throw error
    case .success: break
    }
    return judged > 0 ? .passed : .inconclusive(reason: "no condition was judged, so nothing was proved")
  }

  private func report(_ failure: StepFailure, faults: [String], _ context: CaseContext) async {
    let evidence = faults.isEmpty ? [] : [Evidence(title: "faults", text: faults.joined(separator: "\n"))]
    await context.report(
      ScenarioGate.stepFailed, message: Redaction.redact("\(scenario.title): \(failure)"), subject: scenario.id, location: failure.location,
      evidence: failure.evidence + evidence, identity: [failure.step, failure.subject])
  }
}
