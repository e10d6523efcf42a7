import Dispatch

extension Duration {
  /// The duration for a dispatch timer: never negative, at most a year.
  var dispatchInterval: DispatchTimeInterval {
    let year: Duration = .seconds(365 * 86_400)
    let bounded = Swift.min(Swift.max(self, .zero), year)
    let parts = bounded.components
    return .nanoseconds(Int(parts.seconds) * 1_000_000_000 + Int(parts.attoseconds / 1_000_000_000))
  }
}
