import Foundation
import GateModel
import Testing

/// Runs that are ended from outside end in order and leave nothing behind.
struct InterruptionTests {
  /// Folders of clusters that are left.
  private func clusters(_ folder: TemporaryFolder) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/cache/clusters")) ?? []
  }

  /// A run with a folder of its own for clusters and reports; the shell acts once a gate has begun.
  private func run(_ folder: TemporaryFolder, _ action: String) async throws -> GatehouseBinary.Ending {
    try await GatehouseBinary.run(
      ["check", "--gate", "race", "--gate", "contract"], reports: folder.path + "/reports",
      environment: ["GATEHOUSE_CACHE": folder.path + "/cache"], onceStarted: action)
  }

  @Test("A signal ends a run as inconclusive, with its reports written and its server gone", arguments: ["INT", "TERM"])
  func signal(name: String) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let ending = try await run(folder, "kill -\(name) $pid")
    #expect(ending.exitCode == 3, "\(ending.output)\(ending.errors)")
    #expect(clusters(folder).isEmpty)
    #expect(Processes.matching(folder.path).isEmpty)
    let log = try RunLog(jsonLines: Array(Data(contentsOf: URL(fileURLWithPath: folder.path + "/reports/run.jsonl"))))
    #expect(RunSummary(log).verdict == .inconclusive)
    #expect(folder.text("reports/junit.xml").contains("interrupted by SIG\(name)"))
  }

  @Test("A database server that dies in the middle of a run makes it errored, not failed")
  func serverDies() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let ending = try await run(folder, "kill -KILL $(head -qn 1 \(folder.path)/cache/clusters/*/data/postmaster.pid)")
    #expect(ending.exitCode == 2, "\(ending.output)\(ending.errors)")
    #expect(ending.output.contains("PostgreSQL server of this run"))
    #expect(clusters(folder).isEmpty)
  }

  @Test("What a killed run leaves behind is swept by the next one")
  func killed() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let ending = try await run(folder, "kill -KILL $pid")
    #expect(ending.exitCode == 128 + SIGKILL, "\(ending.output)\(ending.errors)")
    #expect(clusters(folder).count == 1)
    let next = try await GatehouseBinary.run(
      ["check", "--only", "guard/secret-in-event-schema", "--reports", folder.path + "/reports"],
      environment: ["GATEHOUSE_CACHE": folder.path + "/cache"])
    #expect(next.exitCode == 0, "\(next.output)\(next.errors)")
    #expect(clusters(folder).isEmpty)
    #expect(Processes.matching(folder.path).isEmpty)
  }
}
