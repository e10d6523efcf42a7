/// Why slices cannot be compared.
public enum SliceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The quantile does not lie in 0.5..<1.
  case invalidQuantile(Double)
  /// A side has fewer requests than the comparison needs.
  case tooFewRequests(base: Int, candidate: Int, needed: Int)
  /// A side's number is 0 or no number, so that there is no ratio.
  case noRatio

  public var description: String {
    switch self {
    case .invalidQuantile(let quantile): "the quantile \(quantile) cannot be compared; name one from 0.5 to below 1"
    case .tooFewRequests(let base, let candidate, let needed):
      "slices with \(base) requests of the base and \(candidate) of the candidate are too few, \(needed) of each are needed; "
        + "measure longer or with more load"
    case .noRatio: "a side's latency or processor time is zero, so there is no ratio; check how it is measured"
    }
  }
}
