/// How a measurement is cut into slices.
public struct SlicePlan: Sendable, Hashable {
  /// Pairs of a control slice and a workload slice.
  public var pairs: Int
  public var controlSlice: Duration
  public var workloadSlice: Duration
  /// Before the first pair, for each of the two.
  public var warmUp: Duration
  /// No pair is begun after this time: a busy machine gets fewer pairs, not a longer run.
  public var limit: Duration

  public init(
    pairs: Int = 14, controlSlice: Duration = .milliseconds(60), workloadSlice: Duration = .milliseconds(120),
    warmUp: Duration = .milliseconds(250), limit: Duration = .milliseconds(2_600)
  ) {
    self.pairs = pairs
    self.controlSlice = controlSlice
    self.workloadSlice = workloadSlice
    self.warmUp = warmUp
    self.limit = limit
  }
}
