import Testing

@testable import ReferenceService

@Suite struct MetricsRegistryTests {
  private let hits = MetricFamily.counter("hits_total", "Hits\nand \\ more.")
  private let open = MetricFamily.gauge("open", "Open things.")
  private let seconds = MetricFamily.histogram("seconds", "Durations.", buckets: [0.1, 1])

  @Test("renders the Prometheus text format")
  func renders() {
    let registry = MetricsRegistry()
    registry.increment(hits, labels: ["path": "a \"b\" \\ \n"])
    registry.set(open, to: 2.5)
    for value in [0.05, 0.1, 0.5, 3] { registry.observe(seconds, value) }
    #expect(
      registry.render() == """
        # HELP hits_total Hits\\nand \\\\ more.
        # TYPE hits_total counter
        hits_total{path="a \\"b\\" \\\\ \\n"} 1
        # HELP open Open things.
        # TYPE open gauge
        open 2.5
        # HELP seconds Durations.
        # TYPE seconds histogram
        seconds_bucket{le="0.1"} 2
        seconds_bucket{le="1"} 3
        seconds_bucket{le="+Inf"} 4
        seconds_sum 3.65
        seconds_count 4

        """)
  }

  @Test("shows a family whose label sets are not known yet, and keeps what was counted when it is declared again")
  func declaredFamily() {
    let registry = MetricsRegistry()
    let family = MetricFamily.counter("blocked_total", "Blocked.")
    registry.declareFamily(family)
    #expect(registry.render() == "# HELP blocked_total Blocked.\n# TYPE blocked_total counter\n")
    registry.increment(family, labels: ["group": "a"])
    registry.declareFamily(family)
    #expect(registry.value(family, labels: ["group": "a"]) == 1)
  }

  @Test("shows a declared counter as zero and never lets one fall")
  func counters() {
    let registry = MetricsRegistry()
    registry.declare(hits)
    #expect(registry.render().contains("\nhits_total 0\n"))
    registry.increment(hits, by: 3)
    registry.increment(hits, by: -5)
    #expect(registry.value(hits) == 3)
  }

  @Test("folds the label sets beyond its bound into one")
  func bounded() {
    let registry = MetricsRegistry()
    for number in 0..<1_500 { registry.increment(hits, labels: ["id": String(number)]) }
    #expect(registry.value(hits, labels: ["id": "other"]) == 500)
  }

  @Test("counts exactly when many tasks count at once")
  func concurrent() async {
    let registry = MetricsRegistry()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 { group.addTask { for _ in 0..<500 { registry.increment(hits) } } }
    }
    #expect(registry.value(hits) == 4_000)
  }
}
