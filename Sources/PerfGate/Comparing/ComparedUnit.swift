import Foundation
import HTTPWire

/// One independent repetition: base and candidate were started anew, single requests alternated between them, and then slices of load.
public struct ComparedUnit: Sendable {
  public let pairs: Int
  /// ln(candidate / base) of what could be measured.
  public let logRatios: [ComparedQuantity: Double]
  /// Nanoseconds, sorted.
  public let base: [Int64]
  public let candidate: [Int64]
  public let failures: [LoadFailure: Int]
  public let rejected: Int
  /// What the slices say; nil where there was no load.
  public let load: LoadedUnit?
  /// ln(base / base) of another instance of the base; nil where there was none.
  public let control: Double?
  /// The share of the time in which the services could run and waited for a processor; nil where nobody counted.
  public let waitShare: Double?

  /// With fewer pairs a unit says nothing.
  public static let fewestPairs = 50
  /// With fewer, p99 is one of the largest values.
  static let fewestForTail = 200

  /// - Parameters:
  ///   - baseTime: what the base's processes ran and waited while the pairs were measured; nil where nobody counted.
  ///   - load: what was measured under load; its processor time stands for that of the pairs, which are few.
  ///   - control: pairs of the base and another instance of it.
  public init(
    _ outcome: AlternatingExchange.Outcome, baseTime: ProcessorTime?, candidateTime: ProcessorTime?, load: LoadedUnit? = nil,
    control: AlternatingExchange.Outcome? = nil
  ) {
    pairs = outcome.base.count
    base = outcome.base.sorted()
    candidate = outcome.candidate.sorted()
    failures = outcome.failures.merging(control?.failures ?? [:], uniquingKeysWith: +)
    rejected = outcome.rejected + (control?.rejected ?? 0)
    self.load = load
    self.control = control.flatMap { $0.base.count >= Self.fewestPairs ? $0.ratios.median : nil }
    var ratios: [ComparedQuantity: Double] = [:]
    if pairs >= Self.fewestPairs { ratios[.latency] = outcome.ratios.median }
    if pairs >= Self.fewestForTail { ratios[.tail] = Self.logRatio(Double(Self.p99(base)), Double(Self.p99(candidate))) }
    if let baseTime, let candidateTime {
      if load == nil { ratios[.processorTime] = Self.logRatio(baseTime.ran, candidateTime.ran) }
      let ran = baseTime.ran + candidateTime.ran
      let waited = baseTime.waited + candidateTime.waited
      waitShare = ran + waited > 0 ? waited / (ran + waited) : nil
    } else {
      waitShare = nil
    }
    logRatios = ratios.merging(load?.logRatios ?? [:]) { $1 }
  }

  private static func p99(_ sorted: [Int64]) -> Int64 {
    let rank = Int((0.99 * Double(sorted.count)).rounded(.up))
    return sorted[max(rank, 1) - 1]
  }

  private static func logRatio(_ base: Double, _ candidate: Double) -> Double? {
    base > 0 && candidate > 0 ? log(candidate / base) : nil
  }

  /// Why it cannot be used, or nil.
  var problem: String? {
    if let text = Self.failureText(failures, rejected: rejected) { return text }
    if pairs < Self.fewestPairs { return "only \(pairs) pairs of requests fit into a unit, \(Self.fewestPairs) are needed" }
    return load?.problem
  }

  /// What is wrong with the answers, or nil.
  static func failureText(_ failures: [LoadFailure: Int], rejected: Int) -> String? {
    if !failures.isEmpty {
      let text = failures.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) \($0.key.name)" }.joined(separator: ", ")
      return "requests had no answer (\(text))"
    }
    return rejected > 0 ? "\(rejected) answers had a status that is not accepted" : nil
  }
}
