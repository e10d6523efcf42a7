import PerfStatistics
import Testing

/// Expected values are SciPy 1.17's.
@Suite("Distributions")
struct DistributionTests {
  private func close(_ a: Double, _ b: Double, within tolerance: Double = 1e-9) -> Bool { abs(a - b) <= tolerance * max(abs(b), 1e-12) }

  @Test(
    "Student's quantiles are known ones",
    arguments: [
      (0.975, 1, 12.706204736174694), (0.975, 5, 2.5705818356363146), (0.995, 11, 3.1058065155392804), (0.95, 3, 2.3533634348018233),
      (0.6, 2.5, 0.2814595127485477), (1e-6, 7, -14.241469651981445), (0.99, 200, 2.345137082259468),
    ])
  func studentQuantile(p: Double, degrees: Double, expected: Double) throws {
    let value = try #require(StudentT(degreesOfFreedom: degrees)).quantile(p)
    #expect(close(value, expected))
  }

  @Test(
    "Student's probabilities are known ones",
    arguments: [
      (1.5, 4, 0.896), (-2.2, 9, 0.027670286399305823), (0, 3, 0.5), (10, 2, 0.9950737714883372), (-30, 12, 5.886590953509468e-13),
    ])
  func studentCumulative(t: Double, degrees: Double, expected: Double) throws {
    let value = try #require(StudentT(degreesOfFreedom: degrees)).cumulative(t)
    #expect(close(value, expected))
  }

  @Test("Student's edges are infinite or no number")
  func studentEdges() throws {
    let distribution = try #require(StudentT(degreesOfFreedom: 4))
    #expect(distribution.quantile(0) == -.infinity)
    #expect(distribution.quantile(1) == .infinity)
    #expect(distribution.quantile(1.1).isNaN)
    #expect(StudentT(degreesOfFreedom: 0) == nil)
    #expect(StudentT(degreesOfFreedom: .infinity) == nil)
  }

  @Test(
    "binomial probabilities are known ones",
    arguments: [
      (3, 10, 0.5, 0.171875), (95, 100, 0.9, 0.9762889173365232), (990, 1_000, 0.99, 0.5426994078251104),
      (49_500, 50_000, 0.99, 0.5060368616141954), (0, 20, 0.05, 0.3584859224085422),
    ])
  func binomialCumulative(k: Int64, n: Int64, p: Double, expected: Double) throws {
    let value = try #require(Binomial(trials: n, probability: p)).cumulative(k)
    #expect(close(value, expected, within: 1e-8))
  }

  @Test(
    "binomial quantiles are known ones",
    arguments: [
      (0.025, 100, 0.5, 40), (0.975, 100, 0.5, 60), (0.025, 1_000, 0.99, 983), (0.975, 1_000, 0.99, 996),
      (0.005, 50_000, 0.999, 49_931), (0.975, 50, 0.99, 50),
    ])
  func binomialQuantile(q: Double, n: Int64, p: Double, expected: Int64) throws {
    #expect(try #require(Binomial(trials: n, probability: p)).quantile(q) == expected)
  }

  @Test("the generator gives the published numbers for seed 0")
  func generator() {
    var generator = SeededGenerator(seed: 0)
    let numbers = [generator.next(), generator.next()]
    #expect(numbers == [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4])
  }
}
