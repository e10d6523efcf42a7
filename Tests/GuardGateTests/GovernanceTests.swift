import GateKit
import Testing

@testable import GuardGate

@Suite struct GovernanceTests {
  @Test(
    "A reading counts only where it lasts",
    arguments: [
      ("0 90\n899 90\n", 0), ("0 90\n900 90\n", 90), ("0 90\n500 79\n1400 85\n", 79), ("0 10\n100 99\n220 99\n230 10\n2000 10\n", 10),
      ("", nil),
      ("x\n5 5\n", 0),
    ] as [(String, Double?)])
  func sustained(samples: String, expected: Double?) {
    #expect(Tradeoff.sustained(samples, lasting: 900) == expected)
  }

  @Test(
    "An entry's id is what stands first, however it is written",
    arguments: [
      ("**W-3** keys", "W-3"), ("`S2-P14.1` x", "S2-P14.1"), ("#12 speed", "#12"), ("3. races", "3"), ("[W-1] a", "W-1"),
      ("T3: mesh", "T3"),
      ("Plain words", nil), ("2nd try", nil),
    ] as [(String, String?)])
  func ids(text: String, id: String?) {
    #expect(TrackerReader.id(in: text) == id)
  }

  @Test("A record holds what was written into it")
  func record() throws {
    let check = EvidenceRecord.Check(command: "ci/test \"x\"", exitCode: 0, output: "a.log", sha256: "00")
    let written = EvidenceRecord(task: "W-3", commit: "0f", checks: [check], recordedAt: "2026-01-01T00:00:00Z")
    let read = try #require(EvidenceRecord(Array(written.json.utf8)))
    #expect(read.task == "W-3" && read.checks.first?.command == check.command && read.checks.first?.output == "a.log")
    #expect(EvidenceRecord(Array("{}".utf8)) == nil)
  }

  @Test("What moved to done since a commit is found, with its commands")
  func moved() async throws {
    let now = "- [x] W-1 a\n  - Check: `ci/test`, `make all`\n- [x] W-2 b\n- [ ] W-3 c\n"
    let earlier = EarlierRevision(name: "base") { _ in Array("- [ ] W-1 a\n- [x] W-2 b\n".utf8) }
    let files = MemoryFileTree(["contracts/guard.yaml": "trackers: [{file: t.md}]\n", "t.md": now])
    let tasks = try await AcceptanceTask.moved(since: earlier, in: files, settings: GuardSettings())
    #expect(tasks.map(\.id) == ["W-1"])
    #expect(tasks.first?.commands == ["ci/test", "make all"])
  }

  @Test("An entry that is gone and was not done is found")
  func gone() async throws {
    let files = MemoryFileTree(["contracts/guard.yaml": "trackers: [{file: t.md}]\n", "t.md": "- [ ] W-3 c\n"])
    var environment = RunEnvironment(seed: RootSeed(1), today: "2026-01-01", files: files, targets: NoTarget())
    environment.earlier = EarlierRevision(name: "base") { path in
      path == "t.md" ? Array("- [ ] W-1 a\n- [x] W-2 b\n- [ ] W-3 c\n".utf8) : []
    }
    let prepared = environment
    let recorder = MemoryRecorder(gate: "guard")
    let rule = IncompleteEntryRule(settings: GuardSettings())
    try await recorder.run(rule.planned, deadline: .seconds(10)) { try await rule.inspect(files, in: prepared, context: $0) }
    #expect(await recorder.findings.map(\.message) == ["'W-1' is gone, and was [ ]"])
  }
}
