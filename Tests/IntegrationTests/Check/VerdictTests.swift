import Foundation
import GateModel
import JSONDocument
import Testing
import XMLKit

/// What people and CI systems see of a run. One after the other: each starts whole services, which share two cores with all else.
@Suite(.serialized) struct VerdictTests {
  @Test("A seeded defect fails the run, and every report names the requirement and the place")
  func defectInReports() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let ending = try await GatehouseBinary.run(
      ["check", "--only", "race/terminal-*", "--defect", "token.get-then-delete", "--seed", "3", "--reports", folder.path])
    #expect(ending.exitCode == 1, "\(ending.output)\(ending.errors)")
    let place = "contracts/races/terminal-token-consume.yaml"
    for report in ["junit.xml", "junit-annotated.xml", "annotations.txt", "gatehouse.sarif", "summary.md"] {
      let text = folder.text(report)
      #expect(text.contains("S2-W4"), "\(report) does not name the requirement")
      #expect(text.contains(place), "\(report) does not name the place")
    }
    _ = try XMLTree.parse(Array(folder.text("junit.xml").utf8))
    let sarif = try JSONParser.parse(folder.text("gatehouse.sarif"))
    #expect(sarif["version"]?.string == "2.1.0")
  }

  @Test(
    "A service in another language passes, and each of its bugs is found",
    arguments: [("", 0), ("oversell", 1), ("undocumented-status", 1)])
  func otherService(bug: String, exitCode: Int32) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let fixture = GatehouseBinary.root + "/fixtures/services/inventory"
    try FileManager.default.copyItem(atPath: fixture, toPath: folder.path + "/inventory")
    if !bug.isEmpty {
      let file = folder.path + "/inventory/gatehouse.yml"
      let text = try String(contentsOfFile: file, encoding: .utf8)
      try Data(text.replacing("\"${port}\"]", with: "\"${port}\", --bug, \(bug)]").utf8).write(to: URL(fileURLWithPath: file))
    }
    let ending = try await GatehouseBinary.run(
      ["check", "--config", folder.path + "/inventory/gatehouse.yml", "--seed", "5", "--reports", folder.path + "/reports"])
    #expect(ending.exitCode == exitCode, "\(ending.output)\(ending.errors)")
    #expect(Processes.matching(folder.path).isEmpty)
  }

  @Test("Shards run every case once, and their logs join to the verdict of the whole")
  func shards() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    // Some operations are enough to be shared out; all of them are what `ci/determinism` runs.
    let arguments = ["check", "--only", "contract/* GET *", "--only", "guard/*", "--seed", "11"]
    var logs: [String] = []
    for index in 1...3 {
      let reports = "\(folder.path)/\(index)"
      _ = try await GatehouseBinary.run(arguments + ["--shard", "\(index)/3", "--reports", reports])
      logs.append(reports + "/run.jsonl")
    }
    let whole = try await GatehouseBinary.run(arguments + ["--reports", "\(folder.path)/whole"])
    let merged = try await GatehouseBinary.run(["report", "merge", "--reports", "\(folder.path)/merged"] + logs)
    #expect(merged.exitCode == whole.exitCode)
    #expect(try outcomes(folder.path + "/merged/run.jsonl") == outcomes(folder.path + "/whole/run.jsonl"))
  }

  private func outcomes(_ path: String) throws -> [CaseID: CaseOutcome] {
    let log = try RunLog(jsonLines: Array(Data(contentsOf: URL(fileURLWithPath: path))))
    var outcomes: [CaseID: CaseOutcome] = [:]
    for record in RunSummary(log).steps.flatMap(\.cases) { outcomes[record.planned.id] = record.outcome }
    #expect(!outcomes.isEmpty)
    return outcomes
  }

  @Test("A log renders to the same reports again")
  func renderAgain() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    _ = try await GatehouseBinary.run(["check", "--gate", "guard", "--reports", folder.path])
    let again = folder.path + "/again"
    _ = try await GatehouseBinary.run(["report", "render", folder.path + "/run.jsonl", "--reports", again])
    for report in ["junit.xml", "gatehouse.sarif", "summary.md"] {
      #expect(try String(contentsOfFile: "\(again)/\(report)", encoding: .utf8) == folder.text(report))
    }
  }
}
