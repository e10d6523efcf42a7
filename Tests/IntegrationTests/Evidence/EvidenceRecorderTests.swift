import Foundation
import GateKit
import GuardGate
import Testing

@testable import gatehouse

/// Acceptance checks in a real git repository.
@Suite struct EvidenceRecorderTests {
  private func record(_ commands: [String], commit: String? = nil, limit: Duration = .seconds(30)) async throws -> (EvidenceRecord?, String)
  {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let processes = SubprocessRunner(root: folder.path)
    try Data("committed\n".utf8).write(to: URL(fileURLWithPath: "\(folder.path)/a.txt"))
    let script = "git init -q . && git add . && git -c user.name=a -c user.email=a@b.invalid commit -qm a && echo changed > a.txt"
    _ = try await processes.run(["sh", "-c", script], environment: [:], directory: nil, limit: .seconds(30))
    let recorder = EvidenceRecorder(root: folder.path, out: "evidence", limit: limit, processes: processes)
    let record = try await recorder.record(AcceptanceTask(id: "W/3", commit: commit, commands: commands))
    return (record, (try? DiskFileTree(root: folder.path).text("evidence/W_3.log")) ?? "")
  }

  @Test("Checks run one after the other in a clean checkout, and how each ended is recorded")
  func recorded() async throws {
    let (record, log) = try await record(["cat a.txt && touch b", "ls b; exit 7", "no-such-tool-at-all"])
    let checks = try #require(record).checks
    #expect(checks.map(\.exitCode) == [0, 7, 127])
    #expect(log.hasPrefix("$ cat a.txt && touch b\ncommitted\n[0]\n$ ls b; exit 7\nb\n[7]\n"))
    #expect(record?.commit.count == 40)
    #expect(checks.first?.output == "evidence/W_3.log")
  }

  @Test("A check that does not end in time has failed")
  func late() async throws {
    #expect(try await record(["exec sleep 600"], limit: .milliseconds(200)).0?.checks.map(\.exitCode) == [124])
  }

  @Test("A task without checks gives no record, and a commit that is not there is an error")
  func nothing() async throws {
    #expect(try await record([]).0 == nil)
    await #expect(throws: CommandError.self) { try await record(["true"], commit: "0123456789") }
  }
}
