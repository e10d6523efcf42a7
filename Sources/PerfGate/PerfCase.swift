import GateKit
import GateModel
import PerfStatistics

/// Turns one workload's numbers into findings and an outcome.
struct PerfCase: Sendable {
  let workload: Workload
  let store: BaselineStore
  /// Measures once; the seed decides the order of the slices.
  let measure: @Sendable (UInt64) async throws -> WorkloadMeasurement

  func run(context: CaseContext) async throws -> CaseOutcome {
    let baseline: PerfBaseline
    do {
      baseline = try store.baseline(for: workload)
    } catch {
      // Known before anything is measured, and no matter of noise.
      await context.report(
        PerfChecks.unusableBaseline, message: error.problem, subject: workload.name,
        location: error.path.map { SourceLocation(path: $0) }, evidence: [Evidence(title: "way out", text: error.remedy)])
      return .failed
    }
    let first = try await measure(context.seed)
    guard first.failures.isEmpty else { return await failed(first, context) }
    let judge = PerfJudge(slowdown: workload.slowdown, budgets: workload.budgets)
    if judge.judge(first, against: baseline) == .passed {
      await record(first, baseline, context)
      return .passed
    }
    // Twice the numbers decide what once could not; and what a second measurement alone does not show was noise.
    let second = try await measure(context.seed &+ 1)
    guard second.failures.isEmpty else { return await failed(second, context) }
    let both = first.joined(with: second)
    await record(both, baseline, context)
    switch judge.judge(both, against: baseline) {
    case .passed: return .passed
    case .undecided(let reason): return .inconclusive(reason: reason)
    case .slower(let comparison):
      guard judge.confirms(second, against: baseline) else { return .inconclusive(reason: Self.seenOnce) }
      return await slower(comparison, baseline, both, context)
    case .overBudget(let quantile, let interval, let limit):
      guard case .overBudget = judge.judge(second, against: baseline) else { return .inconclusive(reason: Self.seenOnce) }
      await context.report(
        PerfChecks.overBudget,
        message: "\(workload.name): \(quantile) is at least \(PerfText.latency(interval.lower)), its budget is \(limit)",
        subject: workload.name, identity: [quantile])
      return .failed
    }
  }

  private static let seenOnce = "a slowdown was seen once, and not again in a second measurement"

  private func failed(_ measurement: WorkloadMeasurement, _ context: CaseContext) async -> CaseOutcome {
    await context.report(
      PerfChecks.failedRequests,
      message: "\(workload.name): the target answered wrongly, so nothing was measured: \(PerfCommands.failureText(measurement.failures))",
      subject: workload.name)
    return .failed
  }

  private func slower(
    _ comparison: PerfComparison, _ baseline: PerfBaseline, _ measurement: WorkloadMeasurement, _ context: CaseContext
  ) async -> CaseOutcome {
    let change = comparison.change
    await context.report(
      PerfChecks.slower,
      message: "\(workload.name) is \(PerfText.ratio(change.estimate)) as slow as its baseline, relative to \(baseline.control) "
        + "(\(PerfText.ratio(change.lower)) to \(PerfText.ratio(change.upper)); the limit is \(PerfText.ratio(comparison.limit)))",
      subject: workload.name,
      evidence: [Evidence(title: "base and candidate", text: table(comparison, baseline, measurement))])
    return .failed
  }

  private func table(_ comparison: PerfComparison, _ baseline: PerfBaseline, _ measurement: WorkloadMeasurement) -> String {
    func row(_ name: String, _ ratio: ConfidenceInterval, _ work: LatencyHistogram, _ control: LatencyHistogram) -> [String] {
      let medians = [work, control].map { $0.quantile(0.5).map { PerfText.latency(Double($0)) } ?? "-" }
      return [name, PerfText.ratio(ratio.estimate), "\(PerfText.ratio(ratio.lower)) to \(PerfText.ratio(ratio.upper))"] + medians
    }
    return PerfText.table([
      ["", "ratio", "95 %", "\(workload.name) p50", "\(baseline.control) p50"],
      row("base", baseline.ratio, baseline.workloadLatency, baseline.controlLatency),
      row("candidate", comparison.current, measurement.workloadLatency, measurement.controlLatency),
    ])
  }

  private func record(_ measurement: WorkloadMeasurement, _ baseline: PerfBaseline, _ context: CaseContext) async {
    for quantile in BaselineFile.quantiles {
      guard let value = measurement.workloadLatency.quantile(quantile.value) else { continue }
      await context.measure("latency.\(quantile.name)", Double(value) / 1e6, unit: "ms")
    }
    await context.measure("wait_share", measurement.waitShare, unit: "1")
    await context.measure("throughput", measurement.throughput, unit: "1/s")
    if let ratio = measurement.ratio.interval() { await context.measure("ratio.control", ratio.estimate, unit: "1") }
    if let comparison = PerfComparison(measurement: measurement, baseline: baseline, slowdown: workload.slowdown) {
      await context.measure("ratio.baseline", comparison.change.estimate, unit: "1")
      await context.measure("ratio.baseline.lower", comparison.change.lower, unit: "1")
      await context.measure("ratio.baseline.upper", comparison.change.upper, unit: "1")
    }
  }
}
