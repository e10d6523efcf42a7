import PerfStatistics
import Testing

@testable import PerfGate

@Suite("Performance history")
struct HistoryTests {
  private let machine = MachineFingerprint(processor: "test", cores: 2, memoryMebibytes: 4_096, kernel: "6.1")

  private func entry(_ commit: String, _ ratio: Double, workload: String = "rows", digest: String = "d") -> HistoryEntry {
    HistoryEntry(
      workload: workload, workloadDigest: digest, control: "calibration", commit: commit, recorded: "2026-11-21", machine: machine,
      ratio: ConfidenceInterval(estimate: ratio, lower: ratio * 0.99, upper: ratio * 1.01, confidence: 0.95))
  }

  /// Results with an error of half a percent; from `change` on slower by a tenth.
  private func series(_ count: Int, change: Int?, seed: UInt64) -> [HistoryEntry] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { index in
      let level = change.map { index >= $0 } == true ? 4.4 : 4.0
      return entry("c\(index)", level * (1 + Double.random(in: -0.005...0.005, using: &generator)))
    }
  }

  @Test("an entry is read as it was written, and a half-written last line is passed over")
  func roundTrip() throws {
    let entries = [entry("a", 4), entry("b", 4.25)]
    let text = entries.map(HistoryFile.line).joined()
    #expect(try HistoryFile.decode(text, path: "h") == entries)
    #expect(try HistoryFile.decode("\n" + text + String(HistoryFile.line(entry("c", 5)).dropLast(9)), path: "h") == entries)
    #expect(try HistoryFile.decode("", path: "h").isEmpty)
  }

  @Test("histories of several shards are one by day, and what stands in two of them counts once")
  func merged() {
    func on(_ day: String, _ commit: String) -> HistoryEntry {
      var entry = entry(commit, 4)
      entry.recorded = day
      return entry
    }
    let merged = HistoryFile.merged([
      [on("2026-11-20", "a"), on("2026-11-22", "d")], [on("2026-11-20", "a"), on("2026-11-20", "b"), on("2026-11-21", "c")],
    ])
    #expect(merged.map(\.commit) == ["a", "b", "c", "d"])
    #expect(HistoryFile.merged([]).isEmpty)
  }

  @Test("a line that is wrong is named", arguments: ["{", "{}", "[1]", #"{"format": "other"}"#])
  func corrupt(line: String) throws {
    let error = #expect(throws: HistoryError.self) {
      try HistoryFile.decode(HistoryFile.line(entry("a", 4)) + line + "\n", path: "h.jsonl")
    }
    #expect(error?.line == 2 && error?.description.hasPrefix("h.jsonl:2: ") == true)
  }

  @Test("a change of level is found, with the commit that made it", arguments: [1, 2, 3] as [UInt64])
  func change(seed: UInt64) throws {
    let trend = try #require(try HistoryTrend.all(series(40, change: 25, seed: seed)).first)
    let change = try #require(trend.changes.first)
    #expect(trend.changes.count == 1 && change.commit == "c25" && change.previousCommit == "c24")
    #expect(abs(change.ratio.estimate - 1.1) < 0.01)
    #expect(HistoryText.show([trend]).contains("since c25 (after c24)"))
  }

  @Test("noise is no change", arguments: [4, 5] as [UInt64])
  func quiet(seed: UInt64) throws {
    let trend = try #require(try HistoryTrend.all(series(40, change: nil, seed: seed)).first)
    #expect(trend.changes.isEmpty && HistoryText.show([trend]).contains("no change of level"))
  }

  @Test("numbers of another workload, or of the same one that does something else, are series of their own")
  func apart() throws {
    let trends = try HistoryTrend.all([entry("a", 4), entry("b", 9, workload: "a"), entry("c", 40, digest: "e"), entry("d", 4)])
    #expect(trends.map(\.entries.count) == [1, 2, 1])
    #expect(trends.map(\.workload) == ["a", "rows", "rows"])
  }
}
