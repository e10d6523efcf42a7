/// Why a series cannot be searched for changes.
public enum TrendError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The value at this index is not finite.
  case unusableValue(index: Int)
  /// There are more values than are searched at once.
  case tooManyValues(Int, limit: Int)

  public var description: String {
    switch self {
    case .unusableValue(let index): "value \(index) of the series is not a finite number; leave out results without a value"
    case .tooManyValues(let count, let limit): "the series has \(count) values, at most \(limit) are searched at once; search the latest"
    }
  }
}
