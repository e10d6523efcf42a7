import GateModel
import Testing

@testable import GateReporters

@Suite struct MarkdownReporterTests {
  /// The cells of every table row that is no heading, unescaped as a Markdown reader does.
  private func rows(_ page: String) -> [[String]] {
    page.split(separator: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("| :--") }.map { cells(String($0)) }
  }

  private func cells(_ line: String) -> [String] {
    var cells: [[Unicode.Scalar]] = []
    var cell: [Unicode.Scalar] = []
    var isEscaped = false
    for scalar in line.unicodeScalars.dropFirst() {
      if !isEscaped, scalar == "|" {
        cells.append(cell.dropFirst().dropLast())
        cell = []
      } else if isEscaped || scalar != "\\" {
        cell.append(scalar)
      }
      isEscaped = !isEscaped && scalar == "\\"
    }
    return cells.map { scalars in
      var text = ""
      text.unicodeScalars.append(contentsOf: scalars)
      return unentity(text)
    }
  }

  private func unentity(_ text: String) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&#64;", "@"), ("&#58;", ":"), ("&amp;", "&")]
    return pairs.reduce(text) { $0.replacing($1.0, with: $1.1) }
  }

  @Test("The page has the verdict, the gates, the findings and the requirements")
  func content() {
    let page = MarkdownReporter().text(ReportedRun(SampleLog.mixed))
    #expect(page.hasPrefix("# Gatehouse: errored\n"))
    let rows = rows(page)
    #expect(rows.contains(["race", "6", "1", "2", "1", "1", "1"]))
    #expect(rows.contains(["guard (skipped: no repository)", "0", "0", "0", "0", "0", "0"]))
    #expect(
      rows.contains([
        "error", "race/double-consume", "two of thirty consumes won", "S2-W4, S2-W4.1", "contracts/races/token.yaml:12:5",
        "Consume in one statement.",
      ]))
    #expect(rows.contains(["S2-W4", "1", "2", "3"]))
    #expect(rows.contains(["race/e", "inconclusive", "requests never overlapped"]))
  }

  @Test("Hostile text stays in its cell and is read back", arguments: HostileText.all)
  func hostile(text: String) throws {
    let page = MarkdownReporter().text(ReportedRun(SampleLog.hostile(text)))
    let row = try #require(rows(page).first { $0.first == "error" && $0.dropFirst().first == "race/double-consume" })
    #expect(row.count == 6)
    let expected = ReportText.visible(ReportText.singleLine(text)).replacing("\t", with: " ")
    #expect(row.last.map { Array($0.utf8) } == Array(expected.utf8))
    #expect(row[2] == expected)
    #expect(row[4].hasPrefix(expected))
    #expect(!page.contains("<img") && !page.contains("@team") && !page.contains("://"))
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) where line.hasPrefix("#") {
      #expect(line.hasPrefix("# Gatehouse: ") || line.hasPrefix("## "))
    }
    #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test("A page of many findings stays under a mebibyte and says how many it leaves out")
  func limit() {
    let page = MarkdownReporter().text(ReportedRun(SampleLog.many(2_000, message: String(repeating: "*long* ", count: 200))))
    #expect(page.utf8.count <= MarkdownReporter.limit)
    #expect(page.contains(" of 6000 findings are left out here"))
    #expect(page.contains("## Requirements"))
  }

  @Test("Ten megabytes of hostile text are bounded")
  func huge() {
    #expect(MarkdownReporter().text(ReportedRun(SampleLog.many(1, message: HostileText.huge))).utf8.count < 100_000)
  }
}
