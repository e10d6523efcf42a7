import PerfStatistics
import Testing

@Suite("Holm's correction")
struct HolmCorrectionTests {
  @Test(
    "corrects step by step, never falling",
    arguments: [
      ([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]), ([0.5, 0.6], [1, 1]), ([], []), ([0.02], [0.02]),
      ([.nan, 0.01], [1, 0.02]), ([-1, 2], [0, 1]),
    ] as [([Double], [Double])])
  func adjusts(pValues: [Double], expected: [Double]) {
    let adjusted = HolmCorrection.adjusted(pValues)
    #expect(adjusted.count == expected.count)
    #expect(zip(adjusted, expected).allSatisfy { abs($0 - $1) < 1e-12 })
  }
}
