/// Limits attempts before anything costly is done for them.
public protocol LoginThrottling: Sendable {
  /// Counts one attempt of an address on an account.
  ///
  /// - Parameter account: nil where only the address counts.
  /// - Returns: Nil where it may go on, otherwise how long to wait.
  func take(address: String, account: String?) -> Duration?
}

/// Time that only goes forward, from an arbitrary start.
public protocol ElapsedTime: Sendable {
  func elapsed() -> Duration
}

/// The monotonic time of the service's clock.
public struct MonotonicTime: ElapsedTime {
  private let clock: any ServiceClock

  public init(clock: any ServiceClock) { self.clock = clock }

  public func elapsed() -> Duration { clock.monotonic() }
}
