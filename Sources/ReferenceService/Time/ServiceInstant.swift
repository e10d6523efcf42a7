/// A moment in time as the service stores and compares it: whole microseconds since 1970-01-01T00:00:00Z.
///
/// Microseconds are what PostgreSQL's `timestamptz` keeps, so a value survives a round trip through the store unchanged.
public struct ServiceInstant: Sendable, Hashable, Comparable {
  /// Microseconds since the Unix epoch.
  public let microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// The moment `seconds` after the Unix epoch.
  public init(secondsSinceEpoch seconds: Int64) { microseconds = seconds * 1_000_000 }

  /// Whole seconds since the Unix epoch, rounded down.
  public var secondsSinceEpoch: Int64 {
    let quotient = microseconds / 1_000_000
    return microseconds % 1_000_000 < 0 ? quotient - 1 : quotient
  }

  /// The moment `duration` later; what does not fit is clamped to the largest moment.
  public func advanced(by duration: Duration) -> ServiceInstant {
    let (sum, overflow) = microseconds.addingReportingOverflow(duration.wholeMicroseconds)
    if overflow { return ServiceInstant(microseconds: duration < .zero ? .min : .max) }
    return ServiceInstant(microseconds: sum)
  }

  /// How long after `earlier` this moment is; negative when it is before.
  public func duration(since earlier: ServiceInstant) -> Duration {
    .microseconds(microseconds.subtractingReportingOverflow(earlier.microseconds).partialValue)
  }

  public static func < (left: ServiceInstant, right: ServiceInstant) -> Bool { left.microseconds < right.microseconds }
}

extension Duration {
  /// The duration in whole microseconds, rounded towards zero and clamped to what 64 bits hold.
  public var wholeMicroseconds: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
    if overflow { return seconds < 0 ? .min : .max }
    return scaled.addingReportingOverflow(attoseconds / 1_000_000_000_000).partialValue
  }

  /// The duration in seconds as a floating-point number, for metrics.
  public var inSeconds: Double { Double(wholeMicroseconds) / 1_000_000 }
}
