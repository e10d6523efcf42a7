/// Checks a measurement against itself: whether its numbers can be true together.
public struct MeasurementAudit: Sendable, Hashable {
  /// What is checked of one load.
  public struct Measurement: Sendable, Hashable {
    /// Seconds that were measured.
    public var elapsed: Double
    /// Requests that ended in that time, failed ones included.
    public var completed: Int
    public var failed: Int
    /// The mean latency of all of them, in seconds, from when each was really begun.
    public var meanLatency: Double
    /// The mean number of requests in flight, as counted by the generator and not derived from latencies: the concurrency
    /// of a closed load that never rests, the time average of an open one.
    public var meanInFlight: Double
    /// Requests a second that an open load was to begin; nil for a closed one.
    public var intendedRate: Double?
    /// Requests begun.
    public var begun: Int
    /// Latencies outside the histogram's range.
    public var outsideHistogram: Int
    /// The share of the time in which the service could run and waited for a processor; nil where nobody counted.
    public var waitShare: Double?

    public init(
      elapsed: Double, completed: Int, failed: Int = 0, meanLatency: Double, meanInFlight: Double, intendedRate: Double? = nil,
      begun: Int? = nil, outsideHistogram: Int = 0, waitShare: Double? = nil
    ) {
      self.elapsed = elapsed
      self.completed = completed
      self.failed = failed
      self.meanLatency = meanLatency
      self.meanInFlight = meanInFlight
      self.intendedRate = intendedRate
      self.begun = begun ?? completed
      self.outsideHistogram = outsideHistogram
      self.waitShare = waitShare
    }
  }

  /// By how much the two sides of Little's law may differ, as a share of the larger.
  public var littlesLawTolerance = 0.05
  /// By how much the rate may differ from the intended one, as a share of it; with few requests the square root of their
  /// number, three times, is let pass too, since arrivals may be random.
  public var rateTolerance = 0.05
  /// The largest share of failed requests.
  public var largestErrorShare = 0.0
  /// The largest share of time in which the service waited for a processor; above it absolute latency means nothing.
  public var largestWaitShare = 0.1

  public init() {}

  /// What is wrong, in a fixed order; empty where nothing is.
  ///
  /// Little's law (1961), L = λW, holds for every system over a time at whose ends little is in flight, whatever the
  /// distributions: what is not equal was not counted.
  public func problems(of measurement: Measurement) -> [AuditProblem] {
    if let wrong = unusable(measurement) { return [wrong] }
    guard measurement.completed > 0 else { return [.nothingMeasured] }
    var problems: [AuditProblem] = []
    let expected = Double(measurement.completed) / measurement.elapsed * measurement.meanLatency
    let larger = max(expected, measurement.meanInFlight)
    if abs(expected - measurement.meanInFlight) > littlesLawTolerance * larger {
      problems.append(.littlesLaw(inFlight: measurement.meanInFlight, expected: expected))
    }
    if let intended = measurement.intendedRate {
      let due = intended * measurement.elapsed
      let allowed = max(rateTolerance * due, 3 * due.squareRoot())
      if abs(Double(measurement.begun) - due) > min(allowed, due / 2) {
        problems.append(.rateNotKept(intended: intended, begun: Double(measurement.begun) / measurement.elapsed))
      }
    }
    if Double(measurement.failed) > largestErrorShare * Double(measurement.completed) {
      problems.append(.errors(failed: measurement.failed, of: measurement.completed))
    }
    if measurement.outsideHistogram > 0 {
      problems.append(.outsideHistogram(count: measurement.outsideHistogram, of: measurement.completed))
    }
    if let share = measurement.waitShare, share > largestWaitShare {
      problems.append(.waitedForProcessor(share: share, limit: largestWaitShare))
    }
    return problems
  }

  private func unusable(_ measurement: Measurement) -> AuditProblem? {
    let numbers: [(String, Double, Bool)] = [
      ("the measured time", measurement.elapsed, measurement.elapsed > 0),
      ("the number of completed requests", Double(measurement.completed), measurement.completed >= 0),
      ("the number of failed requests", Double(measurement.failed), (0...max(measurement.completed, 0)).contains(measurement.failed)),
      ("the number of begun requests", Double(measurement.begun), measurement.begun >= 0),
      ("the mean latency", measurement.meanLatency, measurement.meanLatency >= 0),
      ("the number of requests in flight", measurement.meanInFlight, measurement.meanInFlight >= 0),
      ("the intended rate", measurement.intendedRate ?? 1, (measurement.intendedRate ?? 1) > 0),
      ("the waiting share", measurement.waitShare ?? 0, (0...1).contains(measurement.waitShare ?? 0)),
    ]
    for (name, value, isUsable) in numbers where !isUsable || !value.isFinite { return .unusableNumber(name, value) }
    return nil
  }
}
