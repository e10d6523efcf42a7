import Foundation
import PerfStatistics

/// Series of ratios to a control: how often a change is seen where there is none, and how soon one of 2 % is.
struct TrendSimulation {
  var runs: Int
  var deviation: Double

  func table(seed: UInt64) -> String {
    var rows = [
      [
        "noise", "false points in 100 (whole series)", "false points in 100 (watched)", "+2 % found within 3 commits", "ever", "mean delay",
        "commit off by at most 1", "size covered by 95 %",
      ]
    ]
    for noise in Noise.allCases { rows.append(row(noise, seed: seed)) }
    return Table.text(rows)
  }

  private func row(_ noise: Noise, seed: UInt64) -> [String] {
    var generator = SeededGenerator(seed: seed)
    var falseWhole = 0
    var falseWatched = 0
    var soon = 0
    var ever = 0
    var delays = 0
    var exact = 0
    var covered = 0
    for run in 0..<runs {
      let quiet = noise.series(100, &generator).map { $0 * deviation }
      falseWhole += (try? EnergyDivisive(smallestChange: 0.005, seed: UInt64(run)).changes(in: quiet).count) ?? 0
      falseWatched += watch(quiet).count
      let changed = noise.series(100, &generator).enumerated().map { $1 * deviation + ($0 >= 60 ? log(1.02) : 0) }
      guard let found = watch(changed).first(where: { $0.seenAt >= 60 }) else { continue }
      ever += 1
      let delay = found.seenAt - 60 + 1
      delays += delay
      if delay <= 3 { soon += 1 }
      if abs((Int(found.change.commit) ?? -9) - 60) <= 1 { exact += 1 }
      if found.change.ratio.lower <= 1.02, found.change.ratio.upper >= 1.02 { covered += 1 }
    }
    func each(_ count: Int) -> String { String(format: "%.3f", Double(count) / Double(runs)) }
    return [
      noise.rawValue, each(falseWhole), each(falseWatched), Table.rate(soon, of: runs), Table.rate(ever, of: runs),
      String(format: "%.2f", Double(delays) / Double(max(ever, 1))), Table.rate(exact, of: max(ever, 1)),
      Table.rate(covered, of: max(ever, 1)),
    ]
  }

  private func watch(_ values: [Double]) -> [(seenAt: Int, change: TrendWatch.Change)] {
    var watch = TrendWatch()
    return values.enumerated().compactMap { index, value in
      guard let change = try? watch.add(commit: "\(index)", ratioToControl: exp(value)) else { return nil }
      return (index, change)
    }
  }
}
