import GateModel
import Testing

@testable import GateReporters

@Suite struct TerminalTests {
  private func isInert(_ line: String) -> Bool {
    let controls = line.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0 == "\u{202E}" }
    return !controls && !line.contains("##") && !line.drop { $0 == " " }.hasPrefix("::")
  }

  @Test("The table counts each outcome, lists findings and ends with the verdict")
  func table() {
    let lines = VerdictTable(colour: false).lines(ReportedRun(SampleLog.mixed))
    #expect(lines.first == "Gatehouse 0.1.0 · reference service · seed 42")
    let race = lines.first { $0.hasPrefix("  race ") }.map { $0.split(separator: " ").map(String.init) }
    #expect(race == ["race", "6", "1", "2", "1", "1", "1", "7.4", "s"])
    #expect(
      lines.contains("  guard  skipped: no repository") || lines.contains { $0.contains("guard") && $0.contains("skipped: no repository") })
    #expect(lines.contains("  error race/double-consume [S2-W4, S2-W4.1]"))
    #expect(lines.contains("    at contracts/races/token.yaml:12:5 · POST /v1/tokens"))
    #expect(lines.contains { $0.hasPrefix("ERRORED in ") && $0.hasSuffix("(exit code 2)") })
  }

  @Test("Colour adds escape sequences and nothing else")
  func colour() {
    let plain = VerdictTable(colour: false).lines(ReportedRun(SampleLog.mixed))
    let coloured = VerdictTable(colour: true).lines(ReportedRun(SampleLog.mixed))
    #expect(coloured.contains { $0.contains("\u{1B}[") })
    #expect(coloured.map { $0.replacing(#/\x{1B}\[[0-9]+m/#, with: "") } == plain)
  }

  @Test("Hostile text is inert in the table and in the progress", arguments: HostileText.all)
  func hostile(text: String) {
    let log = SampleLog.hostile(text)
    for line in VerdictTable(colour: false).lines(ReportedRun(log)) { #expect(isInert(line)) }
    var progress = LiveProgress(output: .lines)
    let output = log.events.map { progress.take($0) }.joined()
    #expect(output.last == "\n")
    for line in output.split(separator: "\n") { #expect(isInert(String(line))) }
    #expect(WorkflowCommandParser.parse(Array(output.utf8)).commands.isEmpty)
  }

  @Test("Plain progress has a line for a gate's start and end and for each case that did not pass")
  func lines() {
    var progress = LiveProgress(output: .lines)
    let lines = SampleLog.mixed.events.map { progress.take($0) }.joined().split(separator: "\n").map(String.init)
    #expect(
      lines == [
        "gatehouse 0.1.0: reference service, seed 42, shard 1/1",
        "race: 6 cases: one winner",
        "  failed race/b",
        "    two of thirty consumes won [S2-W4, S2-W4.1] at contracts/races/token.yaml:12:5",
        "  errored race/c: connection refused",
        "  skipped race/d: not in this shard",
        "  inconclusive race/e: requests never overlapped",
        "  failed race/f",
        "    accepted [S2-W4, S2-W4.1] at contracts/races/token.yaml:12:5",
        "race: 1 passed, 2 failed, 1 errored, 1 inconclusive, 1 skipped, 12 ms",
        "perf: 1 case: no slower",
        "  inconclusive perf/p: noise",
        "perf: 1 inconclusive, 2 ms",
        "guard: skipped: no repository",
        "error: the database went away Start it.",
        "verdict: errored",
      ])
  }

  @Test("On a terminal the status line is never wider than the terminal and is cleared before each line", arguments: [1, 20, 80])
  func status(columns: Int) {
    var progress = LiveProgress(output: .terminal(columns: columns, colour: false))
    for event in SampleLog.mixed.events {
      let text = progress.take(event)
      #expect(text.hasPrefix("\r\u{1B}[2K"))
      let status = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
      #expect(status.replacing("\r\u{1B}[2K", with: "").count <= max(1, columns - 1))
    }
  }

  @Test(
    "What makes a runner act is parted",
    arguments: [("::error::x", ": :error::x"), ("  ::a", "  : :a"), ("a ##[b]", "a # #[b]"), ("###", "# # #")])
  func parted(text: String, expected: String) {
    #expect(TerminalText.inert(text) == expected)
  }
}
