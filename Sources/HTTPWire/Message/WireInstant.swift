import NIOCore

/// A reading of the monotonic clock (`CLOCK_MONOTONIC`) in nanoseconds; comparable within one machine and one boot.
public struct WireInstant: Sendable, Hashable, Comparable {
  public let nanoseconds: UInt64

  public init(nanoseconds: UInt64) {
    self.nanoseconds = nanoseconds
  }

  public static let zero = WireInstant(nanoseconds: 0)

  /// The clock now.
  public static var now: WireInstant { WireInstant(nanoseconds: NIODeadline.now().uptimeNanoseconds) }

  public static func < (left: WireInstant, right: WireInstant) -> Bool { left.nanoseconds < right.nanoseconds }

  /// The signed distance in nanoseconds.
  public static func - (left: WireInstant, right: WireInstant) -> Int64 {
    Int64(truncatingIfNeeded: left.nanoseconds &- right.nanoseconds)
  }
}

extension TimeAmount {
  /// A standard-library duration as NIO's, cut to nanoseconds and to the range of 64 bits.
  init(_ duration: Duration) {
    let parts = duration.components
    let limit: Int64 = 9_000_000_000
    guard parts.seconds < limit else {
      self = .nanoseconds(Int64.max)
      return
    }
    guard parts.seconds > -limit else {
      self = .nanoseconds(0)
      return
    }
    self = .nanoseconds(parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000)
  }
}
