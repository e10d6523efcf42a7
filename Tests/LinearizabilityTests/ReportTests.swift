import Linearizability
import Testing

@Suite("Reports of histories")
struct ReportTests {
  private static let stale = """
    {"process": 0, "type": "invoke", "op": "write", "value": 1}
    {"process": 0, "type": "ok", "op": "write"}
    {"process": 1, "type": "invoke", "op": "write", "value": 2}
    {"process": 1, "type": "ok", "op": "write"}
    {"process": 3, "type": "invoke", "op": "write", "value": 3}
    {"process": 2, "type": "invoke", "op": "read"}
    {"process": 2, "type": "ok", "op": "read", "value": 1}
    {"process": 3, "type": "ok", "op": "write"}
    """

  private func report() async throws -> HistoryReport {
    try await ObjectModel.register.check(try HistoryReader.read(Array(Self.stale.utf8)))
  }

  @Test("the text shows what is left of the history, the order as far as it goes, and what cannot come next")
  func text() async throws {
    let lines = ReportText.lines(try await report())
    #expect(lines.first == "NOT LINEARIZABLE: register, 4 operations")
    #expect(lines.contains("No order explains the completion on line 7: process 2, read → 1."))
    #expect(lines.contains("2 operations completed before it; up to there an order exists."))
    #expect(lines.contains("Shown by 3 of 4 operations; these alone have no order."))
    #expect(lines.last == "  process 2: read → 1")
  }

  @Test("where no order was worked out, none is claimed")
  func notWorkedOut() async throws {
    var report = try await report()
    report.violation?.order = []
    report.violation?.blocked = []
    report.violation?.possibleStates = []
    let lines = ReportText.lines(report)
    #expect(lines.last == "How far an order comes was not worked out: that takes more effort than an explanation may cost.")
    #expect(!lines.contains("The longest order:"))
    #expect(TimelinePage(report, source: "history.jsonl").html().contains("no order from here"))
  }

  @Test("the page is the same each time, marks the place, and draws each operation that is left")
  func page() async throws {
    let html = TimelinePage(try await report(), source: "history.jsonl").html()
    #expect(html == TimelinePage(try await report(), source: "history.jsonl").html())
    #expect(html.contains("no order from here"))
    #expect(html.components(of: "<rect class=\"bar").count == 4)
    #expect(html.contains("<rect class=\"bar blocked\""))
    #expect(html.contains("default-src 'none'"))
  }

  @Test("hostile text is shown, not obeyed")
  func hostile() async throws {
    let evil = "</title><script>\u{1b}[31m\u{202e}"
    let operations = [
      RecordedOperation(
        process: .string(evil), name: "write", argument: .string(evil), answer: .init(value: .null), invoked: 0, returned: 1),
      RecordedOperation(process: .integer(1), name: "read", answer: .init(value: .string(evil + "x")), invoked: 2, returned: 3),
    ]
    let report = try await ObjectModel.register.check(RecordedHistory(operations: operations))
    #expect(report.verdict == .illegal)
    let html = TimelinePage(report, source: evil).html()
    for text in [html, ReportText.lines(report).joined()] {
      #expect(!text.unicodeScalars.contains { $0 == "\u{1b}" || $0 == "\u{202e}" })
    }
    #expect(!html.contains("<script"))
  }
}

extension String {
  fileprivate func components(of separator: String) -> [Substring] { split(separator: separator, omittingEmptySubsequences: false) }
}
