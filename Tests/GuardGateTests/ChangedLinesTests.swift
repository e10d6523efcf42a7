import GateKit
import GateModel
import Testing

@testable import GuardGate

@Suite struct ChangedLinesTests {
  @Test("Only findings on changed lines are reported where a revision is named")
  func limited() async throws {
    let before = "FROM a:1\nRUN x\n"
    let files = MemoryFileTree(["Dockerfile": "# moved\nFROM a:1\nRUN x\nFROM b:2\n", "new/Dockerfile": "FROM c:3\n"])
    let earlier = EarlierRevision(name: "main") { $0 == "Dockerfile" ? Array(before.utf8) : nil }
    let environment = RunEnvironment(seed: RootSeed(1), today: "2026-01-01", files: files, targets: NoTarget(), earlier: earlier)
    let gate = GuardGate(settings: GuardSettings())
    let recorder = MemoryRecorder(gate: gate.id)
    guard case .run(let cases) = try await gate.plan(in: environment) else { return }
    try await gate.run(cases.filter { $0.check == "guard/unpinned-image" }, in: environment, recorder: recorder)
    #expect(await recorder.findings.map(\.place) == ["Dockerfile:4", "new/Dockerfile:1"])
  }
}
