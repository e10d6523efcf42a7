/// How a measurement is cut into slices.
public struct SlicePlan: Sendable, Hashable {
  /// Pairs of a control slice and a workload slice.
  public var pairs: Int
  public var controlSlice: Duration
  public var workloadSlice: Duration
  /// Before the first pair, for each of the two.
  public var warmUp: Duration

  public init(
    pairs: Int = 14, controlSlice: Duration = .milliseconds(60), workloadSlice: Duration = .milliseconds(120),
    warmUp: Duration = .milliseconds(250)
  ) {
    self.pairs = pairs
    self.controlSlice = controlSlice
    self.workloadSlice = workloadSlice
    self.warmUp = warmUp
  }

  /// How long a measurement takes, about.
  public var total: Duration { (controlSlice + workloadSlice) * pairs + warmUp * 2 }
}
