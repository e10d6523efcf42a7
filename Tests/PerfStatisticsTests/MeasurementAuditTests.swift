import PerfStatistics
import Testing

@Suite("Measurement audit")
struct MeasurementAuditTests {
  private func good() -> MeasurementAudit.Measurement {
    MeasurementAudit.Measurement(elapsed: 10, completed: 10_000, meanLatency: 0.016, meanInFlight: 16, intendedRate: 1_000, waitShare: 0.05)
  }

  @Test("a measurement that agrees with itself has no problem")
  func agrees() { #expect(MeasurementAudit().problems(of: good()).isEmpty) }

  @Test("Little's law is kept within 5 %", arguments: [(0.0153, true), (0.0151, false), (0.0168, true), (0.0169, false)])
  func little(latency: Double, isKept: Bool) {
    var measurement = good()
    measurement.meanLatency = latency
    let problems = MeasurementAudit().problems(of: measurement)
    #expect(problems.isEmpty == isKept)
    if !isKept { #expect(problems == [.littlesLaw(inFlight: 16, expected: 1_000 * latency)]) }
  }

  @Test("names what else is wrong")
  func names() {
    var measurement = good()
    measurement.begun = 9_000
    measurement.failed = 1
    measurement.outsideHistogram = 2
    measurement.waitShare = 0.2
    let problems = MeasurementAudit().problems(of: measurement)
    #expect(
      problems == [
        .rateNotKept(intended: 1_000, begun: 900), .errors(failed: 1, of: 10_000), .outsideHistogram(count: 2, of: 10_000),
        .waitedForProcessor(share: 0.2, limit: 0.1),
      ])
    #expect(problems.allSatisfy { !$0.description.isEmpty })
  }

  @Test("random arrivals of few requests are no lost rate")
  func poisson() {
    var measurement = MeasurementAudit.Measurement(elapsed: 1, completed: 85, meanLatency: 0.01, meanInFlight: 0.85, intendedRate: 100)
    #expect(MeasurementAudit().problems(of: measurement).isEmpty)
    measurement.begun = 40
    #expect(MeasurementAudit().problems(of: measurement) == [.rateNotKept(intended: 100, begun: 40)])
  }

  @Test("nothing measured, and numbers that cannot be, are problems")
  func unusable() {
    var measurement = good()
    measurement.completed = 0
    measurement.begun = 0
    #expect(MeasurementAudit().problems(of: measurement) == [.nothingMeasured])
    measurement = good()
    measurement.elapsed = 0
    #expect(MeasurementAudit().problems(of: measurement) == [.unusableNumber("the measured time", 0)])
    measurement = good()
    measurement.meanLatency = .infinity
    #expect(MeasurementAudit().problems(of: measurement) == [.unusableNumber("the mean latency", .infinity)])
    measurement = good()
    measurement.failed = 10_001
    #expect(MeasurementAudit().problems(of: measurement).count == 1)
  }
}
