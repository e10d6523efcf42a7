import HTTPWire
import PerfStatistics

/// What the slices under load of one unit say.
public struct LoadedUnit: Sendable {
  /// ln(candidate / base) of what could be compared.
  public let logRatios: [ComparedQuantity: Double]
  /// Why the latencies could not be compared, or nil.
  public let undecided: String?
  /// Why the numbers are no evidence at all, or nil.
  public let problem: String?
  /// Pairs of slices.
  public let pairs: Int
  /// Those in which nobody waited for a processor.
  public let kept: Int
  /// The larger of both sides' share of time in which they could run and waited for a processor; nil where nobody counted.
  public let waitShare: Double?

  /// A slice whose side waited for a larger share than this is left out, with its partner.
  static let quietSlice = 0.1
  /// So many pairs of slices have to remain.
  static let fewestPairs = 10
  /// So many requests of each side have to lie beyond the 99th percentile.
  static let fewestBeyond = 5.0

  public init(_ outcome: AlternatingLoadOutcome) {
    var selection = SliceSelection()
    for pair in outcome.pairs {
      selection.add(
        pair.slices, baseWaited: (pair.baseWait ?? 0) > Self.quietSlice, candidateWaited: (pair.candidateWait ?? 0) > Self.quietSlice)
    }
    pairs = selection.count
    kept = selection.kept.count
    let shares = [outcome.base.waitShare, outcome.candidate.waitShare].compactMap { $0 }
    waitShare = shares.max()
    problem = Self.problem(outcome)
    var ratios: [ComparedQuantity: Double] = [:]
    var reason: String?
    if let unfair = selection.problem(fewest: Self.fewestPairs) {
      reason = unfair.description
    } else {
      do throws(SliceError) { ratios[.loadTail] = try Self.tail(selection.kept) } catch { reason = error.description }
    }
    if outcome.base.isCounted, outcome.candidate.isCounted {
      // Waiting is no processor time, so every slice counts.
      ratios[.processorTime] = try? ProcessorTimeComparison(pairs: outcome.pairs.map(\.slices)).logRatio
    }
    logRatios = ratios
    undecided = reason
  }

  private static func tail(_ pairs: [SlicePair]) throws(SliceError) -> Double {
    try TailComparison(pairs: pairs, fewestBeyond: fewestBeyond).logRatio
  }

  /// What the audit says of both sides. Waiting is none of it: it is looked at by slices.
  private static func problem(_ outcome: AlternatingLoadOutcome) -> String? {
    if let text = ComparedUnit.failureText(outcome.failures, rejected: outcome.rejected) { return "under load, \(text)" }
    let audit = MeasurementAudit()
    for (name, totals) in [("base", outcome.base), ("candidate", outcome.candidate)] {
      if let problem = audit.problems(of: totals.measurement).first { return "under load, of the \(name): \(problem)" }
    }
    return nil
  }
}
