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
  let contract: ContractDocument
  let startProxy: ProxyStarter

  func run(_ context: CaseContext) async throws -> CaseOutcome {
    let dependencies = scenario.dependencies.isEmpty ? [:] : try await environment.targets.dependencies()
    try await DependencyCheck(scenario: scenario, loops: loops).run(dependencies)
    let desk = try await FaultDesk.open(scenario.dependencies, before: dependencies, at: scenario.location, start: startProxy)
    do {
      let request = TargetRequest(label: "scenario \(scenario.id)", dependencies: await desk.overrides, options: scenario.options)
      if let refusal = scenario.refusal {
        let outcome = try await RefusedStart(scenario: scenario, refusal: refusal).judge(request, environment.targets, context)
        await desk.close()
        return outcome
      }
      let target = try await environment.targets.launch(request)
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
    var services = StepServices(
      target: target, loops: loops, clock: environment.clock, seed: context.seed, processes: environment.processes, contract: contract)
    services[FaultDesk.self] = desk
    let processes = ProcessDesk(processes: target.processes, clock: environment.clock)
    services[ProcessDesk.self] = processes
    if let reason = StepRunner.obstacle(scenario.setup + scenario.steps + scenario.teardown, in: services) {
      await services.close()
      return .skipped(reason: reason)
    }
    var scope = StepScope(services: services)
    let ending = await perform(in: &scope)
    let cleanup = await ScenarioCleanup(scenario: scenario, desk: desk, processes: processes, scope: scope).run()
    await services.close()
    let history = await desk.history
    for (dependency, evidence) in history { await Self.measure(evidence, on: dependency, context) }
    for number in await processes.measurements { await context.measure(number.name, number.value, unit: number.unit) }
    let done = history.map { "\($0.dependency): \($0.evidence)" } + (await processes.history)
    return try await ScenarioVerdict(scenario: scenario, faults: done).conclude(ending, cleanup, scope, context)
  }

  /// What a fault did goes into the run's log, whatever the outcome.
  private static func measure(_ evidence: FaultEvidence, on dependency: String, _ context: CaseContext) async {
    for (name, value) in evidence.counters.named {
      let unit = name.hasPrefix("bytes_") ? "B" : name == "delay_ns" ? "ns" : "1"
      await context.measure("fault.\(dependency).\(evidence.fault.name).\(name)", Double(value), unit: unit)
    }
  }

  /// Setup and steps; what the setup judges does not count as what the scenario judges.
  private func perform(in scope: inout StepScope) async -> Result<Void, any Error> {
    do {
      try await StepRunner.run(scenario.setup, in: &scope)
      scope.judged = 0
      try await StepRunner.run(scenario.steps, in: &scope)
      return .success(())
    } catch {
      return .failure(error)
    }
  }
}
