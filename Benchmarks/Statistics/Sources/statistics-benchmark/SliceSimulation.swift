import Foundation
import PerfStatistics

/// Slices under load: lognormal latencies, a common disturbance of each pair, one of each slice, and one of each start.
struct SliceSimulation {
  var runs: Int
  var pairs = 40
  var requests = 60

  func table(seed: UInt64) -> String {
    var rows = [["quantity", "slowdown", "fails", "passes", "undecided", "units", "98 % interval of one start covers"]]
    for slowdown in [0, 0.02, 0.05, 0.10, 0.15] { rows.append(row("p99", slowdown, .tail, seed: seed)) }
    for slowdown in [0, 0.01, 0.02, 0.03, 0.05] { rows.append(row("processor time", slowdown, .processorTime, seed: seed)) }
    return Table.text(rows)
  }

  private func row(_ name: String, _ slowdown: Double, _ plan: SequentialPlan, seed: UInt64) -> [String] {
    var generator = SeededGenerator(seed: seed)
    var failed = 0
    var passed = 0
    var units = 0
    var covered = 0
    for run in 0..<runs {
      var decision = SequentialDecision(plan: plan)
      while case .goOn = decision.outcome {
        // What differs from start to start is drawn for each side, for instance how memory was laid out.
        let start = Normal.draw(using: &generator) * 0.003 - Normal.draw(using: &generator) * 0.003
        let slices = unit(slowdown: log1p(slowdown) + start, &generator)
        guard let value = measure(name, slices, truth: nil) else { break }
        _ = try? decision.add(value.logRatio)
      }
      units += decision.units.count
      if decision.outcome == .regressed { failed += 1 }
      if decision.outcome == .notRegressed { passed += 1 }
      let slices = unit(slowdown: log1p(slowdown), &generator)
      if measure(name, slices, truth: (log1p(slowdown), UInt64(run)))?.covers == true { covered += 1 }
    }
    return [
      name, String(format: "+%.0f %%", slowdown * 100), Table.rate(failed, of: runs), Table.rate(passed, of: runs),
      Table.rate(runs - failed - passed, of: runs), String(format: "%.1f", Double(units) / Double(runs)), Table.rate(covered, of: runs),
    ]
  }

  private func measure(_ name: String, _ slices: [SlicePair], truth: (value: Double, seed: UInt64)?) -> (logRatio: Double, covers: Bool)? {
    let value: Double
    let interval: ConfidenceInterval?
    if name == "p99" {
      guard let comparison = try? TailComparison(pairs: slices) else { return nil }
      value = comparison.logRatio
      interval = truth.flatMap { comparison.logInterval(resamples: 399, seed: $0.seed) }
    } else {
      guard let comparison = try? ProcessorTimeComparison(pairs: slices) else { return nil }
      value = comparison.logRatio
      interval = truth.flatMap { comparison.logInterval(resamples: 399, seed: $0.seed) }
    }
    guard let truth, let interval else { return (value, false) }
    return (value, interval.lower <= truth.value && truth.value <= interval.upper)
  }

  private func unit(slowdown: Double, _ generator: inout SeededGenerator) -> [SlicePair] {
    (0..<pairs).map { _ in
      let mood = Normal.draw(using: &generator) * 0.10
      return SlicePair(
        base: slice(mood, &generator), candidate: slice(mood + slowdown, &generator))
    }
  }

  private func slice(_ level: Double, _ generator: inout SeededGenerator) -> LoadSlice {
    let own = level + Normal.draw(using: &generator) * 0.03
    let count = requests + Int.random(in: -10...10, using: &generator)
    let latencies = (0..<count).map { _ in Int64(1e6 * exp(own + Normal.draw(using: &generator) * 0.25)) }
    let time = latencies.indices.reduce(0.0) { sum, _ in sum + 2e5 * exp(own + Normal.draw(using: &generator) * 0.2) }
    return LoadSlice(latencies: latencies, processorTime: Int64(time), requests: count)
  }
}
