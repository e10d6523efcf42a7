/// One measured request of a load loop.
public struct LoadSample: Sendable, Hashable {
  public var started: WireInstant
  /// From before the first byte was written until the last byte of the response was read.
  public var latencyNanoseconds: Int64
  public var status: Int

  public init(started: WireInstant, latencyNanoseconds: Int64, status: Int) {
    self.started = started
    self.latencyNanoseconds = latencyNanoseconds
    self.status = status
  }
}

/// What a load loop measured. Warm-up requests are in no number here.
public struct LoadReport: Sendable {
  /// In the order in which the requests were started.
  public var samples: [LoadSample]
  /// Requests without a response, by kind.
  public var errors: [WireError.Kind: Int]
  /// Responses that the caller's check refused.
  public var rejected: Int
  /// From the first measured request to the end of the last.
  public var elapsedNanoseconds: Int64
  /// Why the loop ended before its count or duration; `nil` where it did not.
  public var stoppedEarly: String?

  public init(
    samples: [LoadSample] = [], errors: [WireError.Kind: Int] = [:], rejected: Int = 0, elapsedNanoseconds: Int64 = 0,
    stoppedEarly: String? = nil
  ) {
    self.samples = samples
    self.errors = errors
    self.rejected = rejected
    self.elapsedNanoseconds = elapsedNanoseconds
    self.stoppedEarly = stoppedEarly
  }

  public var latencies: [Int64] { samples.map(\.latencyNanoseconds) }
  public var errorCount: Int { errors.values.reduce(0, +) }
  /// Responses a second over the measured time.
  public var throughput: Double {
    elapsedNanoseconds > 0 ? Double(samples.count) * 1e9 / Double(elapsedNanoseconds) : 0
  }
}
