import Foundation
import PerfStatistics

/// The sequential decision beside a fixed threshold and the rank-sum test, on the same simulated units: each side has its own
/// noise, and what both share (the machine's mood, three times as large) cancels only for who pairs.
struct UnitSimulation {
  var runs: Int
  /// Of ln(candidate / base) of one unit.
  var deviation: Double

  func table(seed: UInt64) -> String {
    var rows = [["noise", "slowdown", "sequential: fails", "passes", "undecided", "units", "threshold 5 %: fails", "rank sum: fails"]]
    for noise in Noise.allCases {
      for slowdown in [0, 0.01, 0.02, 0.03, 0.05, 0.10] { rows.append(row(noise, slowdown, seed: seed)) }
    }
    return Table.text(rows)
  }

  private func row(_ noise: Noise, _ slowdown: Double, seed: UInt64) -> [String] {
    var generator = SeededGenerator(seed: seed)
    var failed = 0
    var passed = 0
    var units = 0
    var overThreshold = 0
    var ranked = 0
    for _ in 0..<runs {
      let own = noise.series(24, &generator).map { $0 * deviation + log1p(slowdown) }
      let shared = noise.series(48, &generator).map { $0 * deviation * 3 }
      var decision = SequentialDecision(plan: .latency)
      for value in own {
        guard case .goOn = decision.outcome else { break }
        _ = try? decision.add(value)
      }
      units += decision.units.count
      if decision.outcome == .regressed { failed += 1 }
      if decision.outcome == .notRegressed { passed += 1 }
      // The others measure base and candidate one after the other.
      let base = (0..<24).map { exp(shared[$0]) }
      let candidate = (0..<24).map { exp(shared[24 + $0] + own[$0]) }
      if candidate.reduce(0, +) / base.reduce(0, +) > 1.05 { overThreshold += 1 }
      if let test = MannWhitney(candidate, base), test.pValue < 0.02, test.u > 288 { ranked += 1 }
    }
    return [
      noise.rawValue, String(format: "+%.0f %%", slowdown * 100), Table.rate(failed, of: runs), Table.rate(passed, of: runs),
      Table.rate(runs - failed - passed, of: runs), String(format: "%.1f", Double(units) / Double(runs)),
      Table.rate(overThreshold, of: runs), Table.rate(ranked, of: runs),
    ]
  }
}
