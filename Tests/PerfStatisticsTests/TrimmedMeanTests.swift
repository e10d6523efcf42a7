import PerfStatistics
import Testing

@Suite("Trimmed mean")
struct TrimmedMeanTests {
  @Test("has Yuen's error")
  func yuen() throws {
    // Kept 2...5 of six; winsorised 2, 2, 3, 4, 5, 5 with the mean 3.5 and the squares 9.5; 9.5 / (4 * 3).
    let mean = try #require(TrimmedMean([1, 2, 3, 4, 5, 600]))
    #expect(mean.estimate == 3.5)
    #expect(abs(mean.standardError - (9.5 / 12).squareRoot()) < 1e-12)
    #expect(mean.degreesOfFreedom == 3)
    #expect(abs(mean.probabilityAbove(3.5) - 0.5) < 1e-12)
    #expect(abs(mean.probabilityAbove(mean.lowerBound(tail: 0.02)) - 0.02) < 1e-9)
    #expect(abs(mean.upperBound(tail: 0.02) + mean.lowerBound(tail: 0.02) - 7) < 1e-9)
  }

  @Test("equal values have no error unless a smallest one is given")
  func equal() throws {
    let exact = try #require(TrimmedMean([2, 2, 2, 2]))
    #expect(exact.probabilityAbove(1) == 0)
    #expect(exact.probabilityAbove(2) == 1)
    #expect(try #require(TrimmedMean([2, 2, 2, 2], smallestError: 0.1)).standardError == 0.1)
  }

  @Test("too few or wild values have none")
  func refuses() {
    #expect(TrimmedMean([1]) == nil)
    #expect(TrimmedMean([1, .infinity, 2]) == nil)
    #expect(TrimmedMean([1, 2, 3], trim: 0.5) == nil)
    #expect(TrimmedMean([-1e308, 1e308, 1e308, 1e308], trim: 0) == nil)
  }
}
