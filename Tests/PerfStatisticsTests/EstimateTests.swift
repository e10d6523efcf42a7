import Foundation
import PerfStatistics
import Testing

/// Expected values are SciPy 1.17's.
@Suite("Estimates")
struct EstimateTests {
  private static let values = [0.012, -0.004, 0.031, 0.007, 0.019, -0.011, 0.55, 0.003, 0.015, 0.009, -0.42, 0.021]

  @Test(
    "the trimmed mean and its interval are known ones",
    arguments: [
      (0.2, 0.95, 0.01025, -0.001222928106018763, 0.021722928106018766),
      (0.1, 0.99, 0.0102, -0.00657040373754217, 0.02697040373754217),
    ])
  func trimmed(trim: Double, confidence: Double, mean: Double, lower: Double, upper: Double) throws {
    let interval = try #require(RobustMean.interval(of: Self.values, trim: trim, confidence: confidence))
    #expect(abs(interval.estimate - mean) < 1e-12)
    #expect(abs(interval.lower - lower) < 1e-12)
    #expect(abs(interval.upper - upper) < 1e-12)
  }

  @Test("too few or wild values have no interval")
  func tooFew() {
    #expect(RobustMean.interval(of: [1]) == nil)
    #expect(RobustMean.interval(of: [1, .nan, 2]) == nil)
    #expect(RobustMean.interval(of: [1, 2, 3], trim: 0.5) == nil)
    #expect(RobustMean.interval(of: []) == nil)
  }

  @Test("one wild pair hardly moves a paired ratio")
  func pairedRatio() throws {
    var ratio = PairedRatio()
    for index in 0..<12 { ratio.add(base: 100 + Double(index), candidate: (100 + Double(index)) * 1.5) }
    let added = ratio.add(base: 1, candidate: 900)
    #expect(added)
    let interval = try #require(ratio.interval())
    #expect(abs(interval.estimate - 1.5) < 0.01)
    #expect(interval.upper < 1.55)
    #expect(interval.isOrdered)
  }

  @Test("a pair without a ratio is refused", arguments: [(0, 1), (1, 0), (-1, -1), (.nan, 1), (1, .infinity)] as [(Double, Double)])
  func refusedPairs(base: Double, candidate: Double) {
    var ratio = PairedRatio()
    let added = ratio.add(base: base, candidate: candidate)
    #expect(!added)
    #expect(ratio.logRatios.isEmpty)
  }

  @Test("the ranks around a quantile are the binomial ones")
  func quantileRanks() throws {
    let median = try #require(QuantileInterval.ranks(count: 100, quantile: 0.5, confidence: 0.95))
    #expect(median.lower == 40)
    #expect(median.upper == 61)
    let tail = try #require(QuantileInterval.ranks(count: 50, quantile: 0.99, confidence: 0.95))
    #expect(tail.upper == nil)
    #expect(QuantileInterval.ranks(count: 0, quantile: 0.5, confidence: 0.95) == nil)
    #expect(QuantileInterval.ranks(count: 10, quantile: 1, confidence: 0.95) == nil)
  }

  @Test("the interval of a histogram's quantile covers the truth as often as it says")
  func coverage() throws {
    var generator = SeededGenerator(seed: 11)
    let layout = try HistogramLayout(lowestDiscernible: 1_000_000, highestTrackable: 1_000_000_000, significantDigits: 3)
    var covered = 0
    for _ in 0..<400 {
      var histogram = LatencyHistogram(layout: layout)
      for _ in 0..<200 { histogram.record(Int64(Double.random(in: 0..<1, using: &generator) * 1e9)) }
      let interval = try #require(QuantileInterval.of(histogram, quantile: 0.9))
      if interval.lower <= 9e8, 9e8 <= interval.upper { covered += 1 }
    }
    #expect((370...396).contains(covered))
  }

  @Test("a bootstrap is the same for the same seed, and close to the textbook's interval of a mean")
  func bootstrap() throws {
    let values = (0..<100).map { Double(($0 * 37) % 101) }
    func mean(_ sample: [Double]) -> Double? { sample.reduce(0, +) / Double(sample.count) }
    let first = try #require(Bootstrap.interval(of: values, seed: 3, statistic: mean))
    let second = Bootstrap.interval(of: values, seed: 3, statistic: mean)
    let textbook = try #require(RobustMean.interval(of: values, trim: 0))
    #expect(first == second)
    #expect(abs(first.lower - textbook.lower) < 0.8)
    #expect(abs(first.upper - textbook.upper) < 0.8)
  }

  @Test("a bootstrap of nothing, or of a statistic without a value, is none")
  func bootstrapRefuses() {
    #expect(Bootstrap.interval(of: [1.0], seed: 1) { $0.first } == nil)
    #expect(Bootstrap.interval(of: [1.0, 2.0], resamples: 0, seed: 1) { $0.first } == nil)
    #expect(Bootstrap.interval(of: [1.0, 2.0], seed: 1) { _ in nil } == nil)
  }

  @Test("the rank-sum test is the known one, with ties")
  func mannWhitney() throws {
    let distinct = try #require(MannWhitney([1.1, 2.4, 3.3, 4.8, 5.0, 6.2, 7.7], [2.4, 3.9, 5.1, 6.8, 8.2, 9.9, 10.4, 11.0]))
    #expect(distinct.u == 12.5)
    #expect(abs(distinct.pValue - 0.08230518173274072) < 1e-12)
    let tied = try #require(MannWhitney([3, 3, 4, 5, 5, 5, 6], [1, 2, 3, 3, 4, 4]))
    #expect(tied.u == 35)
    #expect(abs(tied.pValue - 0.047917360846814736) < 1e-12)
    #expect(MannWhitney([1, 1], [1, 1])?.pValue == 1)
    #expect(MannWhitney([], [1]) == nil)
  }
}
