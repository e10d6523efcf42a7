import GateModel
import Testing

@testable import GateReporters

@Suite struct ReportTextTests {
  @Test("Bounding cuts between characters and says how much it left out", arguments: [0, 1, 2, 3, 4, 5, 6])
  func bounded(limit: Int) {
    let text = "aé🎉b"
    let bounded = ReportText.bounded(text, limit: limit)
    #expect(!bounded.contains("\u{FFFD}"))
    #expect(bounded.hasPrefix(["", "a", "a", "aé", "aé", "aé", "aé"][limit]))
    #expect(bounded.contains("more bytes left out"))
    #expect(ReportText.bounded(text, limit: 8) == text)
  }

  @Test("Credentials are taken out of every text of a report")
  func credentials() throws {
    let secret = "Bearer abcdef0123456789"
    for reporter in ReporterRegistry.all() {
      for file in try reporter.render(ReportedRun(SampleLog.many(1, message: "sent authorization: \(secret)"))) {
        let text = String(decoding: file.bytes, as: UTF8.self)
        #expect(!text.contains("abcdef0123456789"))
      }
    }
  }

  @Test(
    "Text that is made to slow the search for credentials down does not",
    arguments: [
      "a", "eyJ", "eyJ-", "eyJaaaaaa.", "\"token", "token\"", "bearer ", "cookie:", "cookie  ", "a:", "x://a", "?token=", "\"a\":\"",
    ])
  func slow(unit: String) {
    let text = String(repeating: unit, count: 65_536 / unit.utf8.count)
    #expect(ReportText.safe(text).utf8.count <= 65_536 * 3)
  }

  @Test("A time is one only in the form of RFC 3339 in UTC")
  func times() {
    #expect(Timestamp.isUTC("2026-01-02T03:04:05Z"))
    #expect(Timestamp.isUTC("2026-12-31T23:59:59.123Z"))
    for text in ["", "2026-01-02", "2026-13-02T03:04:05Z", "2026-01-02T24:04:05Z", "2026-01-02T03:04:05+01:00", "2026-01-32T03:04:05Z"] {
      #expect(!Timestamp.isUTC(text))
    }
  }

  @Test("Durations are rounded to what is shown")
  func durations() {
    #expect(DurationText.seconds(microseconds: 1_234_567) == "1.235")
    #expect(DurationText.seconds(microseconds: 999_600) == "1.000")
    #expect(DurationText.seconds(microseconds: -5) == "0.000")
    #expect(DurationText.short(microseconds: 840_000) == "840 ms")
    #expect(DurationText.short(microseconds: 12_345_678) == "12.3 s")
    #expect(DurationText.short(microseconds: 125_000_000) == "2 min 5 s")
  }
}
