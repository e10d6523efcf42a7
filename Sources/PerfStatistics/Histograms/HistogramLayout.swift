/// Where a value falls in a log-linear histogram: powers of two, each cut into equal sub-buckets, so that every
/// recorded value keeps a fixed number of significant decimal digits.
///
/// The layout is the one of HdrHistogram, so that encoded histograms can be exchanged with its readers.
public struct HistogramLayout: Sendable, Hashable {
  /// The smallest difference that is told apart, at least 1.
  public let lowestDiscernible: Int64
  /// The largest value that is kept apart; larger ones are recorded as this one.
  public let highestTrackable: Int64
  /// Significant decimal digits, 0 to 5.
  public let significantDigits: Int

  let unitMagnitude: Int
  let halfCountMagnitude: Int
  let mask: Int64
  /// How many counts an array needs that covers every value up to `highestTrackable`.
  public let slotCount: Int

  /// - Throws: `HistogramError.invalidLayout` where the three numbers do not describe a layout.
  public init(lowestDiscernible: Int64 = 1, highestTrackable: Int64, significantDigits: Int = 3) throws(HistogramError) {
    guard lowestDiscernible >= 1, lowestDiscernible <= Int64.max / 2 else {
      throw .invalidLayout("the lowest discernible value is \(lowestDiscernible), it must be at least 1")
    }
    guard highestTrackable >= 2 * lowestDiscernible else {
      throw .invalidLayout("the highest value is \(highestTrackable), it must be at least twice the lowest, \(lowestDiscernible)")
    }
    guard (0...5).contains(significantDigits) else {
      throw .invalidLayout("\(significantDigits) significant digits, 0 to 5 are possible")
    }
    self.lowestDiscernible = lowestDiscernible
    self.highestTrackable = highestTrackable
    self.significantDigits = significantDigits

    var singleUnitLimit: Int64 = 2
    for _ in 0..<significantDigits { singleUnitLimit *= 10 }
    let subBucketMagnitude = Int64.bitWidth - (singleUnitLimit - 1).leadingZeroBitCount
    unitMagnitude = Int64.bitWidth - 1 - lowestDiscernible.leadingZeroBitCount
    halfCountMagnitude = max(subBucketMagnitude, 1) - 1
    guard unitMagnitude + halfCountMagnitude + 1 <= 61 else {
      throw .invalidLayout("lowest value \(lowestDiscernible) with \(significantDigits) digits does not fit in 64 bits")
    }
    let subBucketCount = Int64(1) << Int64(halfCountMagnitude + 1)
    mask = (subBucketCount - 1) << Int64(unitMagnitude)

    var firstUntrackable = subBucketCount << Int64(unitMagnitude)
    var buckets = 1
    while firstUntrackable <= highestTrackable {
      buckets += 1
      if firstUntrackable > Int64.max / 2 { break }
      firstUntrackable <<= 1
    }
    slotCount = (buckets + 1) << halfCountMagnitude
  }

  /// The layout of latencies in this project: nanoseconds, told apart from 1 µs on, up to one minute, three digits.
  public static let latency = HistogramLayout(unchecked: ())

  private init(unchecked: Void) {
    // 1,000 ns, 60 s, 3 digits; the numbers that the checked initialiser derives (a test compares the two).
    lowestDiscernible = 1_000
    highestTrackable = 60_000_000_000
    significantDigits = 3
    unitMagnitude = 9
    halfCountMagnitude = 10
    mask = 2_047 << 9
    slotCount = 18 << 10
  }

  /// The slot in which `value` is counted. `value` must lie between 0 and `highestTrackable`.
  public func slot(of value: Int64) -> Int {
    let bucket = bucketIndex(of: value)
    let subBucket = Int(value >> Int64(bucket + unitMagnitude))
    return (bucket << halfCountMagnitude) + subBucket
  }

  private func bucketIndex(of value: Int64) -> Int {
    Int64.bitWidth - unitMagnitude - halfCountMagnitude - 1 - (value | mask).leadingZeroBitCount
  }

  /// The smallest value that is counted in `slot`.
  public func lowestValue(in slot: Int) -> Int64 {
    let half = 1 << halfCountMagnitude
    var bucket = (slot >> halfCountMagnitude) - 1
    var subBucket = (slot & (half - 1)) + half
    if bucket < 0 {
      subBucket -= half
      bucket = 0
    }
    return Int64(subBucket) << Int64(bucket + unitMagnitude)
  }

  /// The largest value that is counted in `slot`.
  public func highestValue(in slot: Int) -> Int64 { lowestValue(in: slot) + (width(of: slot) - 1) }

  /// The middle of `slot`, which stands for its values in sums and means.
  public func middleValue(in slot: Int) -> Int64 { lowestValue(in: slot) + width(of: slot) / 2 }

  private func width(of slot: Int) -> Int64 {
    let bucket = max((slot >> halfCountMagnitude) - 1, 0)
    return Int64(1) << Int64(bucket + unitMagnitude)
  }
}
