import Foundation
import PerfStatistics

/// What a person reads of a self-test.
public enum SelfTestText {
  public static func show(_ test: SelfTest, seconds: Double, seed: UInt64) -> String {
    var lines = ["\(test.comparisons) comparisons of a service with itself, \(test.units.count) units, \(Int(seconds.rounded())) s"]
    if let rate = test.falseAlarmRate {
      lines.append(
        "false alarms: \(test.falseAlarms) of \(test.comparisons), \(percent(rate.estimate)) "
          + "(\(percent(rate.lower)) to \(percent(rate.upper)), Wilson's \(PerfText.percent(rate.confidence)))")
      lines.append("passed: \(test.passed), undecided: \(test.inconclusive)")
    } else {
      lines.append("no comparison came to its end; give more --seconds")
    }
    for (problem, count) in test.problems.sorted(by: { $0.key < $1.key }) { lines.append("not measured, \(count) x: \(problem)") }
    guard let noise = test.noise(seed: seed) else {
      lines.append("too few units to say what this machine can show")
      return lines.joined(separator: "\n")
    }
    let drawn = noise.falseAlarms
    lines.append(
      "false alarms of 1000 comparisons drawn from these units: \(percent(drawn.estimate)) (\(percent(drawn.lower)) to "
        + "\(percent(drawn.upper)))")
    if let ratio = test.ratio {
      lines.append(String(format: "the service against itself: %.4f (%.4f to %.4f)", ratio.estimate, ratio.lower, ratio.upper))
    }
    let smallest = noise.smallestSlowdowns.sorted { $0.key < $1.key }
    lines.append(
      "smallest slowdown of the median that is found with 80 %: "
        + smallest.map { "\(percent($0.value)) after \($0.key) units" }.joined(separator: ", "))
    return lines.joined(separator: "\n")
  }

  private static func percent(_ share: Double) -> String { String(format: "%.2f %%", share * 100) }
}
