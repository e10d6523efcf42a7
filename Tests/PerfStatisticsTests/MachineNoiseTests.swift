import PerfStatistics
import Testing

@Suite("Machine noise")
struct MachineNoiseTests {
  private func units(_ deviation: Double) -> [Double] {
    var generator = SeededGenerator(seed: 8)
    return (0..<200).map { _ in deviation * Normal.draw(using: &generator) }
  }

  @Test("says what a quiet and a loud machine can show")
  func compares() throws {
    let quiet = try #require(MachineNoise(units: units(0.003), plan: .latency, runs: 100, seed: 1))
    let loud = try #require(MachineNoise(units: units(0.03), plan: .latency, runs: 100, seed: 1))
    #expect((0.002...0.004).contains(quiet.unitDeviation))
    #expect(quiet.ratio.lower < 1 && quiet.ratio.upper > 1)
    #expect(quiet.falseAlarms.estimate == 0)
    let last = try #require(quiet.smallestSlowdowns[24])
    #expect((0.01...0.02).contains(last))
    #expect(try #require(loud.smallestSlowdowns[24]) > last)
    #expect(try #require(quiet.smallestSlowdowns[6]) > last)
  }

  @Test("a machine that favours one side shows false alarms")
  func biased() throws {
    let noise = try #require(MachineNoise(units: units(0.003).map { $0 + 0.05 }, plan: .latency, runs: 100, seed: 1))
    #expect(noise.falseAlarms.estimate > 0.9)
  }

  @Test("too few units say nothing")
  func refuses() {
    #expect(MachineNoise(units: [0, 0.1, 0], plan: .latency, seed: 1) == nil)
    #expect(MachineNoise(units: [0, 0.1, 0, 0, 0, .nan], plan: .latency, seed: 1) == nil)
    #expect(MachineNoise(units: units(1), plan: .latency, runs: 0, seed: 1) == nil)
  }
}
