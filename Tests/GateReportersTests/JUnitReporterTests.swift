import Foundation
import GateModel
import Testing
import XMLKit

@testable import GateReporters

@Suite struct JUnitReporterTests {
  @Test("Each outcome becomes what a reader of JUnit understands")
  func outcomes() throws {
    let file = try JUnitFile(SampleLog.mixed)
    #expect(try file.testCase("race/a").children.map(\.name) == ["system-out"])
    #expect(try file.testCase("race/b").children.map(\.name) == ["failure", "system-out"])
    #expect(try file.testCase("race/c").children(named: "error").first?["type"] == "errored")
    #expect(try file.testCase("race/d").children(named: "skipped").first?["message"] == "not in this shard")
    #expect(try file.testCase("race/e").children(named: "error").first?["type"] == "inconclusive")
    #expect(try file.testCase("race/f").children.map(\.name) == ["system-out"])
    #expect(try file.testCase("perf/p").children(named: "skipped").first?["type"] == "inconclusive")
    #expect(try file.testCase("guard").children(named: "skipped").first?["message"] == "no repository")
  }

  @Test("A failure names the finding, its requirements and its place, and holds the evidence")
  func failure() throws {
    let failure = try #require(try JUnitFile(SampleLog.mixed).testCase("race/b").children(named: "failure").first)
    let message = "two of thirty consumes won [S2-W4, S2-W4.1] at contracts/races/token.yaml:12:5"
    #expect(failure["message"] == message)
    #expect(failure["type"] == "race/double-consume")
    #expect(failure.text.contains("30 requests, 2 wins"))
    #expect(failure.text.contains("remedy: Consume in one statement."))
  }

  @Test("An accepted finding stands in the output with its reason, and the case passes")
  func suppressed() throws {
    let output = try #require(try JUnitFile(SampleLog.mixed).testCase("race/f").children(named: "system-out").first)
    #expect(output.text.contains("suppressed: known, until the migration"))
  }

  @Test("The counts are those of the elements, in suites and in the whole")
  func counts() throws {
    let root = try JUnitFile(SampleLog.mixed).root
    for kind in ["failure", "error", "skipped"] {
      let attribute = kind == "skipped" ? kind : "\(kind)s"
      for suite in root.children { #expect(suite[attribute] == "\(suite.descendants(named: kind).count)") }
      if kind != "skipped" { #expect(root[attribute] == "\(root.descendants(named: kind).count)") }
    }
    for suite in root.children { #expect(suite["tests"] == "\(suite.children(named: "testcase").count)") }
    #expect(root["tests"] == "\(root.descendants(named: "testcase").count)")
  }

  @Test("Properties name the seed and the verdict, times are seconds")
  func properties() throws {
    let file = try JUnitFile(SampleLog.mixed)
    let properties = try #require(file.root.children.first?.children(named: "properties").first).children
    let values = Dictionary(properties.map { ($0["name"] ?? "", $0["value"] ?? "") }, uniquingKeysWith: { first, _ in first })
    #expect(values["seed"] == "42")
    #expect(values["verdict"] == "errored")
    #expect(try file.testCase("race/a")["time"] == "1.235")
  }

  @Test("A report is green only where the run was", arguments: Verdict.allCases)
  func verdict(verdict: Verdict) throws {
    let root = try JUnitFile(SampleLog.log(verdict: verdict, [])).root
    let isGreen = root["failures"] == "0" && root["errors"] == "0"
    #expect(isGreen == (verdict == .passed))
  }

  @Test("A finding of no planned case still fails the report")
  func strayFinding() throws {
    let log = SampleLog.log(verdict: .failed, [.finding(SampleLog.finding("engine/expired", message: "expired suppression"))])
    let failures = try JUnitFile(log).root.descendants(named: "failure")
    #expect(failures.count == 1)
    #expect(failures.first?["message"]?.hasPrefix("expired suppression") == true)
  }

  @Test("The annotated profile has file and line, the strict one has not")
  func annotated() throws {
    let annotated = try JUnitFile(SampleLog.mixed, annotated: true).testCase("race/b")
    #expect(annotated["file"] == "contracts/races/token.yaml")
    #expect(annotated["line"] == "12")
    let strict = try JUnitFile(SampleLog.mixed).testCase("race/b")
    #expect(strict["file"] == nil && strict["line"] == nil)
  }

  @Test("Hostile text stays text: both profiles hold to their schema and are read back equal", arguments: HostileText.all)
  func hostile(text: String) throws {
    for annotated in [false, true] {
      let file = try JUnitFile(SampleLog.hostile(text), annotated: annotated)
      let expected = XMLText.replacingForbidden(text)
      let summary = try #require(file.root.children.first?.descendants(named: "property").first { $0["name"] == "summary" })
      #expect(summary["value"].map { Array($0.utf8) } == Array(expected.utf8))
      #expect(file.root.descendants(named: "testcase").count == 5)
      let failure = try #require(try file.testCase("race/a").children(named: "failure").first)
      #expect(failure.text.contains(expected) || expected.isEmpty)
      if annotated { #expect(try file.testCase("race/a")["file"].map { Array($0.utf8) } == Array(expected.utf8)) }
    }
  }

  @Test("Ten megabytes of hostile text are bounded and the rest is named")
  func huge() throws {
    let file = try JUnitFile(SampleLog.many(1, message: HostileText.huge))
    let failure = try #require(try file.testCase("race/a").children(named: "failure").first)
    #expect(file.bytes.count < 1_000_000)
    #expect(failure["message"]?.contains("more bytes left out; the log has them]") == true)
  }

  @Test("Megabytes in every field of every event leave each report small enough for readers that have limits")
  func hugeEverywhere() throws {
    let log = SampleLog.hostile(String(HostileText.huge.unicodeScalars.prefix(500_000)))
    for reporter in ReporterRegistry.all() {
      for file in try reporter.render(ReportedRun(log)) { #expect(file.bytes.count < 4_000_000) }
    }
  }

  @Test("A result always has a message, also where nobody gave one")
  func emptyMessages() throws {
    let root = try JUnitFile(SampleLog.hostile("")).root
    let results = ["failure", "error", "skipped"].flatMap { root.descendants(named: $0) }
    #expect(results.count == 5)
    #expect(results.allSatisfy { $0["message"]?.isEmpty == false })
  }

  @Test(
    "The schemas compiled in are those of the contracts folder",
    arguments: [("strict", JUnitSchema.strict), ("annotated", JUnitSchema.annotated)])
  func schemas(profile: String, schema: String) throws {
    #expect(try RepositoryFiles.read("contracts/schemas/junit-\(profile).xsd") == Array(schema.utf8))
  }

  @Test("The schemas of the profiles refuse what the other may hold and what neither may")
  func schemasCanFail() throws {
    let strict = try XMLSchemaValidator(xsd: JUnitSchema.strict.utf8)
    let annotated = try XMLSchemaValidator(xsd: JUnitSchema.annotated.utf8)
    let bytes = try JUnitFile(SampleLog.mixed, annotated: true).bytes
    #expect(annotated.validate(bytes).isEmpty)
    #expect(!strict.validate(bytes).isEmpty)
    let broken = String(decoding: bytes, as: UTF8.self).replacing("time=\"1.235\"", with: "time=\"1,235\"")
    #expect(!annotated.validate(broken.utf8).isEmpty)
  }

  @Test(
    "Jenkins' own schema accepts the strict profile",
    .enabled(if: RepositoryFiles.officialSchemas != nil, "GATEHOUSE_OFFICIAL_SCHEMAS names no folder with the official schemas"))
  func officialSchema() throws {
    let folder = try #require(RepositoryFiles.officialSchemas)
    let validator = try XMLSchemaValidator(xsd: Data(contentsOf: folder.appendingPathComponent("junit-10.xsd")))
    for log in [SampleLog.empty, SampleLog.passed, SampleLog.mixed] + HostileText.all.map(SampleLog.hostile) {
      #expect(validator.validate(try JUnitFile(log).bytes).isEmpty)
    }
    #expect(!validator.validate(try JUnitFile(SampleLog.mixed, annotated: true).bytes).isEmpty)
  }
}
