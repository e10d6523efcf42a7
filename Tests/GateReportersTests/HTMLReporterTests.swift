import GateModel
import Testing
import XMLKit

@testable import GateReporters

@Suite struct HTMLReporterTests {
  /// The page as another parser reads it: libxml2, because the markup is well-formed XML too.
  private struct Page {
    let text: String
    let root: XMLTree

    init(_ log: RunLog, rules: RuleCatalog = RuleCatalog()) throws {
      let bytes = try #require(try HTMLReporter(rules: rules).render(ReportedRun(log)).first).bytes
      text = String(decoding: bytes, as: UTF8.self)
      let type = Array("<!DOCTYPE html>\n".utf8)
      try #require(bytes.starts(with: type))
      root = try XMLTree.parse(Array(bytes.dropFirst(type.count)))
    }

    func rows(_ title: String) -> [[String]] {
      let section = root.descendants(named: "section").first { $0.children(named: "h2").first?.text == title }
      return section?.descendants(named: "tbody").first?.children.map { row in row.children.map(\.text) } ?? []
    }

    var findings: [XMLTree] { root.descendants(named: "details").filter { $0["class"]?.hasPrefix("finding ") == true } }
  }

  private static let catalog = RuleCatalog([
    RuleCatalog.Rule(
      check: "race/double-consume", title: "A token is consumed twice", severity: .error, rationale: "Only one may win.",
      remedy: "Consume in one statement.", requirements: ["S2-W4"])
  ])

  @Test("The page has verdict, gates, errors, findings by cause, undecided cases, measurements and requirements")
  func content() throws {
    let page = try Page(SampleLog.mixed, rules: Self.catalog)
    #expect(page.root.descendants(named: "h1").map(\.text) == ["Gatehouse: errored"])
    #expect(page.rows("Gates").first?.prefix(7) == ["race", "6", "1", "2", "1", "1", "1"])
    #expect(page.rows("Gates").last == ["guard", "skipped: no repository"])
    #expect(page.rows("Operational errors") == [["race", "the database went away", "Start it."]])
    #expect(page.rows("Requirements").first == ["S2-W4", "broken", "1", "2", "3"])
    #expect(page.rows("Cases without a decision").contains(["race/e", "inconclusive", "requests never overlapped"]))
    #expect(page.rows("All measurements") == [["race/b", "overlap", "0.75", ""]])
    #expect(page.findings.compactMap { $0["class"] } == ["finding error", "finding accepted"])
    let texts = try #require(page.findings.first).descendants(named: "dd").map(\.text)
    #expect(texts.contains("contracts/races/token.yaml:12:5"))
    #expect(page.findings.first?.descendants(named: "pre").map(\.text) == ["\n30 requests, 2 wins"])
    let cause = try #require(page.root.descendants(named: "details").first { $0["class"] == "check" })
    #expect(cause.children(named: "p").map(\.text) == ["Only one may win.", "What to do: Consume in one statement."])
    #expect(!texts.contains("Consume in one statement."))
  }

  @Test("Latencies and the change against the baseline are drawn")
  func charts() throws {
    let numbers = [
      ("latency.p50", 2.0), ("latency.p99", 8.0), ("ratio.baseline", 1.1), ("ratio.baseline.lower", 1.05), ("ratio.baseline.upper", 1.15),
      ("latency.p100", .infinity),
    ]
    let events = numbers.map { RunEvent.measurement(Measurement(gate: "perf", caseID: "perf/p", name: $0.0, value: $0.1, unit: "ms")) }
    let start = RunEvent.stepStarted(StepStarted(gate: "perf", summary: "no slower", cases: [SampleLog.planned("perf/p")]))
    let page = try Page(SampleLog.log(verdict: .passed, [start] + events))
    let chart = try #require(page.root.descendants(named: "svg").first { $0["class"] == "chart" })
    #expect(chart.descendants(named: "rect").map { $0["width"] } == ["100", "400", "27"])
    #expect(chart.descendants(named: "text").map(\.text) == ["p50", "2 ms", "p99", "8 ms", "baseline", "× 1.1"])
  }

  @Test("Hostile text stays text, and is read back", arguments: HostileText.all)
  func hostile(text: String) throws {
    let page = try Page(SampleLog.hostile(text))
    let calm = try Page(SampleLog.hostile("calm"))
    #expect(elements(page.root).filter { $0 != "dt" && $0 != "dd" } == elements(calm.root).filter { $0 != "dt" && $0 != "dd" })
    let expected = XMLText.replacingForbidden(ReportText.visible(text))
    let pre = try #require(page.findings.first?.descendants(named: "pre").first)
    #expect(Array(pre.text.utf8) == Array("\n\(expected)".utf8))
    #expect(!page.text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
  }

  @Test("The page needs nothing from elsewhere, and runs nothing")
  func selfContained() throws {
    let page = try Page(SampleLog.mixed)
    let names = Set(elements(page.root))
    #expect(names.isDisjoint(with: ["script", "link", "img", "iframe", "object", "embed", "base", "form", "a", "use", "image"]))
    for word in ["url(", "@import", "http:", "https:", "src=", "href="] { #expect(!page.text.contains(word)) }
    #expect(page.text.contains("default-src 'none'"))
  }

  @Test("Every one of many findings is on the page, and evidence has a bound")
  func many() throws {
    let page = try Page(SampleLog.many(340))
    #expect(page.findings.count == 1_020)
    #expect(page.text.utf8.count < 2 << 20)
    let huge = try #require(try HTMLReporter().render(ReportedRun(SampleLog.many(1, message: HostileText.huge))).first)
    #expect(huge.bytes.count < 4 << 20)
  }

  @Test("Numbers are short and have no locale")
  func numbers() {
    let values = [0, 1, 0.5, 12.3456, 1234.5, 0.00123, 1e18, -2.25]
    #expect(values.map(HTMLMeasurements.number) == ["0", "1", "0.5", "12.346", "1235", "0.00123", "1e+18", "-2.25"])
  }

  private func elements(_ tree: XMLTree) -> [String] { [tree.name] + tree.children.flatMap(elements) }
}
