import Foundation
import PerfStatistics

/// What a person reads of a comparison.
public enum ComparisonText {
  /// A line with the verdict, a table of what was compared, and what has to be known about it.
  public static func show(_ result: ComparisonResult, seconds: Double) -> String {
    var rows = [["", "candidate : base", "bounds", "units", "decision"]]
    for quantity in ComparedQuantity.allCases {
      guard let decision = result.decisions[quantity] else { continue }
      rows.append(row(quantity, decision))
    }
    var lines = ["\(result.verdict.rawValue): \(result.units) units, \(result.pairs) pairs of requests, \(Int(seconds.rounded())) s", ""]
    lines.append(PerfText.table(rows))
    if let base = result.baseLatency.quantile(0.5), let candidate = result.candidateLatency.quantile(0.5) {
      lines.append("p50 of all requests: base \(PerfText.latency(Double(base))), candidate \(PerfText.latency(Double(candidate)))")
    }
    if let noise = result.control.noise { lines.append(control(noise)) }
    if let problem = result.problem ?? result.control.problem { lines.append("not decided: \(problem)") }
    for (quantity, reason) in result.reasons.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      lines.append("\(quantity.title): \(reason)")
    }
    if let share = result.waitShare, share > ComparisonResult.largestWaitShare {
      lines.append(
        "The services waited for a processor \(PerfText.percent(share)) of the time: ratios hold, latencies themselves are the machine's.")
    }
    if let share = result.loadWaitShare, share > ComparisonResult.largestWaitShare {
      lines.append("Under load they waited \(PerfText.percent(share)) of the time; slices with waiting are in no latency.")
    }
    return lines.joined(separator: "\n")
  }

  private static func control(_ noise: MachineNoise) -> String {
    let ratio = noise.ratio
    var text = "control, the base against itself: \(factor(ratio.estimate)) (\(factor(ratio.lower)) to \(factor(ratio.upper)))"
    if let smallest = noise.smallestSlowdowns.min(by: { $0.key < $1.key }) {
      text += String(format: "; %d units here show a slowdown of %.1f %%", smallest.key, smallest.value * 100)
    }
    return text
  }

  private static func row(_ quantity: ComparedQuantity, _ decision: SequentialDecision) -> [String] {
    let units = decision.units
    guard let ratio = decision.ratio else {
      return [quantity.title, "-", "-", "\(units.count)", units.isEmpty ? "not measured" : "too few units"]
    }
    let bounds = "\(factor(ratio.lower)) to \(factor(ratio.upper))"
    return [quantity.title, factor(ratio.estimate), bounds, "\(units.count)", text(decision)]
  }

  private static func factor(_ value: Double) -> String { value.isFinite ? String(format: "%.3f", value) : "unbounded" }

  private static func text(_ decision: SequentialDecision) -> String {
    var stopped = decision
    switch stopped.stop() {
    case .regressed: return "slower by more than \(PerfText.percent(decision.plan.margin))"
    case .notRegressed: return "not slower by \(PerfText.percent(decision.plan.tolerance))"
    case .goOn: return "undecided"
    case .inconclusive(let smallest):
      return smallest.isFinite ? "undecided; a slowdown of \(String(format: "%.1f %%", smallest * 100)) would have been seen" : "undecided"
    }
  }
}
