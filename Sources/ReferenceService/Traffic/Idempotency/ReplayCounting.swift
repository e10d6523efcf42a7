/// What happened to a request with an idempotency key, as it is counted.
public enum ReplayEvent: Sendable, Equatable {
  case executed(ReplayBody)
  case replayed
}

/// Counts first executions by what became of their bodies, and replays.
public protocol ReplayCounting: Sendable {
  func count(_ event: ReplayEvent)
}

/// Counts on the metrics page.
public struct MetricReplayCounting: ReplayCounting {
  static let bodies = MetricFamily.counter(
    "idempotency_bodies_total", "First executions under an idempotency key, by what was kept of the body.")
  static let replays = MetricFamily.counter("idempotency_replays_total", "Answers served again for an idempotency key.")

  let metrics: MetricsRegistry

  init(metrics: MetricsRegistry) {
    self.metrics = metrics
    for result in ["stored", "skipped_empty", "skipped_not_json", "skipped_too_large"] {
      metrics.declare(Self.bodies, labels: ["result": result])
    }
    metrics.declare(Self.replays)
  }

  public func count(_ event: ReplayEvent) {
    switch event {
    case .executed(let body): metrics.increment(Self.bodies, labels: ["result": Self.label(body)])
    case .replayed: metrics.increment(Self.replays)
    }
  }

  private static func label(_ body: ReplayBody) -> String {
    switch body {
    case .stored: "stored"
    case .skippedEmpty: "skipped_empty"
    case .skippedNotJSON: "skipped_not_json"
    case .skippedTooLarge: "skipped_too_large"
    }
  }
}
