/// What one slice of a load measured, of base or candidate.
public struct LoadSlice: Sendable, Hashable {
  /// Of the requests that ended well, in nanoseconds.
  public var latencies: [Int64]
  /// What the service's threads used of processors in this slice, in nanoseconds.
  public var processorTime: Int64
  /// How many requests that processor time was used for, failed ones included.
  public var requests: Int

  public init(latencies: [Int64], processorTime: Int64, requests: Int) {
    self.latencies = latencies
    self.processorTime = processorTime
    self.requests = requests
  }
}
