import Foundation
import GateModel
import Testing

/// Runs that are ended from outside end in order and leave nothing behind.
struct InterruptionTests {
  private func clusters(_ home: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: home)) ?? []).filter { $0.hasPrefix("cluster-") }
  }

  /// A run with a folder of its own for clusters and reports; `body` gets the folder and the process once a gate has begun.
  private func run(
    _ folder: TemporaryFolder, _ body: @escaping @Sendable (pid_t) async throws -> Void
  ) async throws -> GatehouseBinary.Ending {
    let log = folder.path + "/reports/run.jsonl"
    return try await GatehouseBinary.start(
      ["check", "--gate", "race", "--gate", "contract", "--reports", folder.path + "/reports"],
      environment: ["GATEHOUSE_CACHE": folder.path + "/cache"]
    ) { identifier in
      let hasBegun = try await Processes.wait {
        ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").contains("\"type\":\"case-started\"")
      }
      #expect(hasBegun)
      try await body(identifier)
    }
  }

  @Test("A signal ends a run as inconclusive, with its reports written and its server gone", arguments: [SIGINT, SIGTERM])
  func signal(number: Int32) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let ending = try await run(folder) { kill($0, number) }
    #expect(ending.exitCode == 3, "\(ending.output)\(ending.errors)")
    #expect(clusters(folder.path + "/cache").isEmpty)
    #expect(Processes.matching(folder.path).isEmpty)
    let log = try RunLog(jsonLines: Array(Data(contentsOf: URL(fileURLWithPath: folder.path + "/reports/run.jsonl"))))
    #expect(RunSummary(log).verdict == .inconclusive)
    #expect(folder.text("reports/junit.xml").contains("interrupted by SIG"))
  }

  @Test("A database server that dies in the middle of a run makes it errored, not failed")
  func serverDies() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let ending = try await run(folder) { _ in
      for cluster in clusters(folder.path + "/cache") {
        let note = folder.text("cache/\(cluster)/server/data/postmaster.pid")
        if let postmaster = note.split(separator: "\n").first.flatMap({ pid_t($0) }) { kill(postmaster, SIGKILL) }
      }
    }
    #expect(ending.exitCode == 2, "\(ending.output)\(ending.errors)")
    #expect(ending.output.contains("PostgreSQL server of this run"))
    #expect(clusters(folder.path + "/cache").isEmpty)
  }

  @Test("What a killed run leaves behind is swept by the next one")
  func killed() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let ending = try await run(folder) { kill($0, SIGKILL) }
    #expect(ending.exitCode == 128 + SIGKILL)
    #expect(clusters(folder.path + "/cache").count == 1)
    let next = try await GatehouseBinary.run(
      ["check", "--only", "guard/secret-in-event-schema", "--reports", folder.path + "/reports"],
      environment: ["GATEHOUSE_CACHE": folder.path + "/cache"])
    #expect(next.exitCode == 0, "\(next.output)\(next.errors)")
    #expect(clusters(folder.path + "/cache").isEmpty)
    #expect(Processes.matching(folder.path).isEmpty)
  }
}
