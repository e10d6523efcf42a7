import Foundation
import PerfStatistics
import Testing

@Suite("Trend watch")
struct TrendWatchTests {
  @Test("names the commit that made a workload 2 % slower, within three commits")
  func names() throws {
    var generator = SeededGenerator(seed: 12)
    var watch = TrendWatch()
    var changes: [TrendWatch.Change] = []
    for number in 0..<50 {
      let level = number >= 40 ? 1.02 : 1.0
      let ratio = level * exp(0.002 * Normal.draw(using: &generator))
      if let change = try watch.add(commit: "c\(number)", ratioToControl: ratio) { changes.append(change) }
    }
    #expect(changes.count == 1)
    let change = try #require(changes.first)
    #expect(change.commit == "c40")
    #expect(change.previousCommit == "c39")
    #expect(change.delay <= 3)
    #expect(change.ratio.lower < 1.02 && 1.02 < change.ratio.upper)
  }

  @Test("a ratio that is none is an error and not taken", arguments: [0, -1, .nan, .infinity] as [Double])
  func refuses(ratio: Double) {
    var watch = TrendWatch()
    let before = watch
    #expect(throws: TrendError.self) { try watch.add(commit: "x", ratioToControl: ratio) }
    #expect(watch == before)
  }
}
