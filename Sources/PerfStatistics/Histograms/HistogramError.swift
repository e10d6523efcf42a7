/// What can be wrong with a histogram.
public enum HistogramError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The numbers do not describe a layout.
  case invalidLayout(String)
  /// Two histograms of different layouts cannot be merged.
  case layoutsDiffer(HistogramLayout, HistogramLayout)
  /// The encoded text or bytes are not a histogram: where, and what is wrong.
  case corrupt(String)

  public var description: String {
    switch self {
    case .invalidLayout(let what): "invalid histogram layout: \(what)"
    case .layoutsDiffer(let mine, let other):
      "histograms of different layouts cannot be merged: "
        + "\(mine.lowestDiscernible) to \(mine.highestTrackable) with \(mine.significantDigits) digits, and "
        + "\(other.lowestDiscernible) to \(other.highestTrackable) with \(other.significantDigits) digits"
    case .corrupt(let what): "corrupt histogram: \(what); record it again"
    }
  }
}
