import HTTPWire
import PerfStatistics

/// What harmless bursts showed of one way of release, on this target and in this run.
public struct Calibration: Sendable, Hashable {
  /// How the instants were learned.
  public enum Source: String, Sendable, Hashable {
    /// The target said when it received each request.
    case arrivals
    /// When its answers arrived here stands for when it took the requests up.
    case answers
  }

  public var release: Burst.Release
  public var source: Source
  /// Of each burst, from the first to the last request at the target, in nanoseconds.
  public var spreads: [Int64]
  /// Of each burst, the least distance of two requests at the target, in nanoseconds.
  public var gaps: [Int64]

  /// - Parameter instants: of each burst, when its requests were at the target.
  public init(release: Burst.Release, source: Source, instants: [[UInt64]]) {
    self.release = release
    self.source = source
    let sorted = instants.filter { $0.count >= 2 }.map { $0.sorted() }
    spreads = sorted.map { Int64(clamping: ($0.last ?? 0) - ($0.first ?? 0)) }
    gaps = sorted.map { burst in zip(burst, burst.dropFirst()).map { Int64(clamping: $1 - $0) }.min() ?? .max }
  }

  /// Nanoseconds; nil where no burst could be measured.
  public var medianSpread: Int64? { spreads.isEmpty ? nil : spreads.sorted()[spreads.count / 2] }

  /// How many bursts had two requests at the target within so much time.
  public func hits(within window: Duration) -> Int {
    let nanoseconds = window / .nanoseconds(1)
    return gaps.count { Double($0) <= nanoseconds }
  }

  /// The least chance that a burst hits a window of this width, with 95 % confidence.
  public func leastChance(within window: Duration) -> Double {
    WilsonInterval.of(hits(within: window), among: gaps.count)?.lower ?? 0
  }
}
