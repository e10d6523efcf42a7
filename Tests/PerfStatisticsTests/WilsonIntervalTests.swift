import PerfStatistics
import Testing

@Suite("Wilson's interval")
struct WilsonIntervalTests {
  /// Expected values are SciPy 1.17's.
  @Test(
    "is the known one",
    arguments: [
      (0, 40, 0, 0.087_621_606), (19, 20, 0.763_869_023, 0.991_118_657), (20, 20, 0.838_874_843, 1), (5, 10, 0.236_593_09, 0.763_406_91),
    ])
  func known(successes: Int, trials: Int, lower: Double, upper: Double) throws {
    let interval = try #require(WilsonInterval.of(successes, among: trials))
    #expect(abs(interval.lower - lower) < 1e-6)
    #expect(abs(interval.upper - upper) < 1e-6)
    #expect(interval.isOrdered)
  }

  @Test("nothing tried has none", arguments: [(0, 0), (-1, 5), (6, 5)])
  func refuses(successes: Int, trials: Int) { #expect(WilsonInterval.of(successes, among: trials) == nil) }
}
