/// When the requests of an open load are to begin, whatever the target does.
public struct ArrivalPlan: Sendable, Hashable {
  /// How arrivals lie in time.
  public enum Spacing: Sendable, Hashable {
    /// Equally far from each other.
    case uniform
    /// Independent of each other, as those of many users are.
    case poisson
  }

  /// A time in which the rate is constant or changes evenly.
  public struct Stage: Sendable, Hashable {
    public var duration: Duration
    /// Requests a second at its begin.
    public var from: Double
    /// Requests a second at its end.
    public var to: Double

    public init(duration: Duration, from: Double, to: Double) {
      self.duration = duration
      self.from = from
      self.to = to
    }

    public init(duration: Duration, rate: Double) { self.init(duration: duration, from: rate, to: rate) }

    var seconds: Double { duration / .seconds(1) }
    /// Requests that arrive in it, on average.
    var arrivals: Double { (from + to) / 2 * seconds }
  }

  public var spacing: Spacing
  public var stages: [Stage]

  public init(spacing: Spacing = .poisson, stages: [Stage]) {
    self.spacing = spacing
    self.stages = stages
  }

  public init(spacing: Spacing = .poisson, rate: Double, duration: Duration) {
    self.init(spacing: spacing, stages: [Stage(duration: duration, rate: rate)])
  }

  var duration: Duration { stages.reduce(.zero) { $0 + $1.duration } }
}
