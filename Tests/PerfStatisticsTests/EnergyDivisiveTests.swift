import Testing

@testable import PerfStatistics

@Suite("E-divisive")
struct EnergyDivisiveTests {
  private func noise(_ count: Int, seed: UInt64 = 2) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Normal.draw(using: &generator) }
  }

  @Test("the scan's statistic is the one of the table of distances")
  func statistic() throws {
    let values = noise(17) + [0, 0, 0, 3]
    let scan = EnergyScan(values[...])
    let split = try #require(scan.best(scan.places, smallest: 3))
    func mean(_ left: ArraySlice<Double>, _ right: ArraySlice<Double>) -> Double {
      var sum = 0.0
      for x in left { for y in right { sum += abs(x - y) } }
      return sum
    }
    var best = (index: 0, statistic: -Double.infinity)
    for index in 3...(values.count - 3) {
      let (left, right) = (values[..<index], values[index...])
      let (m, n) = (Double(left.count), Double(right.count))
      let within = mean(left, left) / (m * (m - 1)) + mean(right, right) / (n * (n - 1))
      let statistic = m * n / (m + n) * (2 * mean(left, right) / (m * n) - within)
      if statistic > best.statistic { best = (index, statistic) }
    }
    #expect(split.index == best.index)
    #expect(abs(split.statistic - best.statistic) < 1e-9)
  }

  @Test("finds where levels change, and by how much")
  func levels() throws {
    let values = noise(90).enumerated().map { $1 + ($0 >= 60 ? 2 : $0 >= 30 ? 6 : 0) }
    let changes = try EnergyDivisive(permutations: 199).changes(in: values)
    #expect(changes.count == 2)
    let indices = changes.map(\.index)
    #expect(zip(indices, [30, 60]).allSatisfy { abs($0 - $1) <= 1 })
    #expect(zip(changes, [6.0, -4.0]).allSatisfy { abs($0.change.estimate - $1) < 1 && $0.change.upper - $0.change.lower < 2 })
    #expect(changes.allSatisfy { $0.pValue <= 0.01 })
  }

  @Test("finds a change of spread alone")
  func spread() throws {
    let values = noise(120).enumerated().map { $0 >= 60 ? $1 * 8 : $1 }
    #expect(try EnergyDivisive(permutations: 199).changes(in: values).isEmpty == false)
  }

  @Test("sees few changes where there are none")
  func quiet() throws {
    var found = 0
    for seed in 0..<100 { found += try EnergyDivisive(permutations: 99, seed: 1).changes(in: noise(50, seed: UInt64(seed))).count }
    #expect(found <= 5)
  }

  @Test("a short or constant series has no change", arguments: [0, 1, 5, 40])
  func constant(count: Int) throws {
    #expect(try EnergyDivisive().changes(in: Array(repeating: 1.5, count: count)).isEmpty)
  }

  @Test("a change that is smaller than asked for is not reported")
  func small() throws {
    let values = noise(60).enumerated().map { 0.01 * $1 + ($0 >= 30 ? 0.2 : 0) }
    #expect(try EnergyDivisive(permutations: 99).changes(in: values).count == 1)
    #expect(try EnergyDivisive(permutations: 99, smallestChange: 0.5).changes(in: values).isEmpty)
  }

  @Test("values that are no numbers, and too many, are errors")
  func refuses() {
    #expect(throws: TrendError.unusableValue(index: 1)) { try EnergyDivisive().changes(in: [1, .nan]) }
    #expect(throws: TrendError.tooManyValues(5_001, limit: 5_000)) {
      try EnergyDivisive().changes(in: Array(repeating: 0, count: 5_001))
    }
  }
}
