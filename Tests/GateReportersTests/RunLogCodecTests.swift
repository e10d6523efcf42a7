import GateModel
import GateReporters
import Testing

@Suite struct RunLogCodecTests {
  @Test("Every log is read back equal, hostile text too", arguments: HostileText.all)
  func roundTrip(text: String) throws {
    for log in [SampleLog.empty, SampleLog.passed, SampleLog.mixed, SampleLog.hostile(text)] {
      let bytes = try log.jsonLines()
      #expect(try RunLog(jsonLines: bytes) == log)
      #expect(bytes.count { $0 == 10 } == log.events.count)
      #expect(!bytes.contains(13))
    }
  }

  @Test("Ten megabytes in one event are one line, read back equal")
  func huge() throws {
    let log = SampleLog.log(verdict: .failed, [.finding(SampleLog.finding("race/a", message: HostileText.huge))])
    let read = try RunLog(jsonLines: log.jsonLines())
    #expect(read == log)
  }

  @Test(
    "Unpaired surrogate escapes are refused or replaced, and never crash",
    arguments: ["\\ud800", "\\udfff", "\\ud800\\ud800", "\\udc00\\ud800x"])
  func surrogates(escape: String) throws {
    let line = try String(decoding: SampleLog.passed.jsonLines(), as: UTF8.self).replacing("reference service", with: escape)
    do {
      let log = try RunLog(jsonLines: Array(line.utf8))
      for reporter in ReporterRegistry.all() { #expect(try reporter.render(ReportedRun(log)).count == 1) }
    } catch let error as RunLogError {
      #expect(error.line == 1)
    }
  }

  @Test("A last line that was cut off is left out, one in the middle is an error with its number")
  func torn() throws {
    var bytes = try SampleLog.mixed.jsonLines()
    bytes.removeLast(10)
    #expect(try RunLog(jsonLines: bytes).events.count == SampleLog.mixed.events.count - 1)
    #expect(throws: RunLogError.self) { try RunLog(jsonLines: bytes, tolerateTornTail: false) }
    let broken = Array("{\"v\":1}\n".utf8) + bytes
    let error = try #require(throws: RunLogError.self) { try RunLog(jsonLines: broken) }
    #expect(error.line == 1)
  }
}
