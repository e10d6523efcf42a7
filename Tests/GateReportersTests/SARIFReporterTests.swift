import Foundation
import GateModel
import GateReporters
import Testing

@Suite struct SARIFReporterTests {
  private func run(_ log: RunLog, rules: RuleCatalog = RuleCatalog()) throws -> [String: Any] {
    let file = try #require(try SARIFReporter(rules: rules).render(ReportedRun(log)).first)
    let document = try #require(try JSONSerialization.jsonObject(with: Data(file.bytes)) as? [String: Any])
    #expect(document["version"] as? String == "2.1.0")
    let runs = try #require(document["runs"] as? [[String: Any]])
    return try #require(runs.first)
  }

  private func results(_ log: RunLog) throws -> [[String: Any]] {
    try #require(try run(log)["results"] as? [[String: Any]])
  }

  private func value<T>(_ object: Any?, _ keys: [String], as type: T.Type = T.self) -> T? {
    var current = object
    for key in keys {
      if let list = current as? [Any] {
        current = Int(key).flatMap { list.indices.contains($0) ? list[$0] : nil }
      } else {
        current = (current as? [String: Any])?[key]
      }
    }
    return current as? T
  }

  @Test("A result names rule, level, message with requirements, place and fingerprint")
  func result() throws {
    let log = SampleLog.mixed
    let result = try #require(
      try results(log).first { value($0, ["message", "text"], as: String.self)?.hasPrefix("two of thirty") == true })
    let finding = SampleLog.finding("race/b", message: "two of thirty consumes won")
    #expect(result["ruleId"] as? String == "race/double-consume")
    #expect(result["level"] as? String == "error")
    #expect(value(result, ["message", "text"]) == "two of thirty consumes won [S2-W4, S2-W4.1]")
    #expect(value(result, ["locations", "0", "physicalLocation", "artifactLocation", "uri"]) == "contracts/races/token.yaml")
    #expect(value(result, ["locations", "0", "physicalLocation", "region", "startLine"]) == 12)
    #expect(value(result, ["locations", "0", "logicalLocations", "0", "fullyQualifiedName"]) == "POST /v1/tokens")
    #expect(value(result, ["partialFingerprints", "gatehouse/v1"]) == finding.fingerprint.text)
    #expect(value(result, ["properties", "requirements"]) == ["S2-W4", "S2-W4.1"])
    #expect(value(result, ["suppressions"], as: [Any].self)?.isEmpty == true)
  }

  @Test("An accepted finding is a suppression with its reason")
  func suppression() throws {
    let result = try #require(try results(SampleLog.mixed).first { value($0, ["suppressions", "0", "kind"]) == "external" })
    #expect(value(result, ["suppressions", "0", "justification"]) == "known, until the migration")
    #expect(value(result, ["properties", "disposition"]) == "suppressed")
  }

  @Test("Rules carry what the catalog says, and each result's index points at its rule")
  func rules() throws {
    let catalog = RuleCatalog([
      RuleCatalog.Rule(
        check: "race/double-consume", title: "A token is consumed twice", severity: .warning, rationale: "Replay.",
        remedy: "One statement.", requirements: ["S2-W4"])
    ])
    let run = try run(SampleLog.mixed, rules: catalog)
    let rules = try #require(value(run, ["tool", "driver", "rules"], as: [[String: Any]].self))
    let rule = try #require(rules.first { $0["id"] as? String == "race/double-consume" })
    #expect(rule["name"] as? String == "DoubleConsume")
    #expect(value(rule, ["shortDescription", "text"]) == "A token is consumed twice")
    #expect(value(rule, ["fullDescription", "text"]) == "Replay.")
    #expect(value(rule, ["help", "text"]) == "One statement.")
    #expect(value(rule, ["defaultConfiguration", "level"]) == "warning")
    #expect(value(rule, ["properties", "tags"]) == ["race", "S2-W4"])
    for result in try #require(run["results"] as? [[String: Any]]) {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
    }
  }

  @Test("Without a catalog a rule says what the log says of it")
  func rulesFromLog() throws {
    let rules = try #require(value(try run(SampleLog.mixed), ["tool", "driver", "rules"], as: [[String: Any]].self))
    #expect(value(rules.first, ["shortDescription", "text"]) == "double consume")
    #expect(value(rules.first, ["help", "text"]) == "Consume in one statement.")
  }

  @Test("The invocation says whether the work could be done, and why not", arguments: Verdict.allCases)
  func invocation(verdict: Verdict) throws {
    let run = try run(SampleLog.log(verdict: verdict, []))
    #expect(value(run, ["invocations", "0", "executionSuccessful"]) == (verdict == .passed || verdict == .failed))
    #expect(value(run, ["invocations", "0", "exitCode"]) == Int(verdict.exitCode))
    #expect(value(run, ["invocations", "0", "startTimeUtc"]) == "2026-01-02T03:04:05Z")
  }

  @Test("Hostile text is read back equal by a JSON parser, and a start that is no time is left out", arguments: HostileText.all)
  func hostile(text: String) throws {
    let run = try run(SampleLog.hostile(text))
    let results = try #require(run["results"] as? [[String: Any]])
    let active = try #require(results.first { value($0, ["properties", "disposition"]) == "active" })
    let remedy: String = try #require(value(active, ["properties", "remedy"]))
    let evidence: String = try #require(value(active, ["properties", "evidence", "0", "text"]))
    #expect(Array(remedy.utf8) == Array(text.utf8))
    #expect(Array(evidence.utf8) == Array(text.utf8))
    let message: String = try #require(value(active, ["message", "text"]))
    #expect(!message.contains("]("))
    #expect(value(run, ["invocations", "0", "startTimeUtc"], as: String.self) == nil)
    let uri: String = try #require(value(active, ["locations", "0", "physicalLocation", "artifactLocation", "uri"]))
    #expect(uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>\"{}|\\^`:".utf8.contains($0) })
    #expect(uri.removingPercentEncoding.map { Array($0.utf8) } == Array(text.utf8.drop { $0 == UInt8(ascii: "/") }))
  }

  @Test("Ten megabytes in one message stay valid and bounded")
  func huge() throws {
    let file = try #require(try SARIFReporter().render(ReportedRun(SampleLog.many(1, message: HostileText.huge))).first)
    #expect(file.bytes.count < 2_000_000)
    #expect(try results(SampleLog.many(1, message: HostileText.huge)).count == 3)
  }

  @Test("Numbers that the standard does not allow are left out")
  func regions() throws {
    var finding = SampleLog.finding("race/a", message: "x")
    finding.location = SourceLocation(path: "a b.yaml", line: 0, column: -1)
    let result = try #require(try results(SampleLog.log(verdict: .failed, [.finding(finding)])).first)
    #expect(value(result, ["locations", "0", "physicalLocation", "artifactLocation", "uri"]) == "a%20b.yaml")
    #expect(value(result, ["locations", "0", "physicalLocation", "region"], as: [String: Any].self) == nil)
  }
}
