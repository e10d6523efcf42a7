import GateKit
import GateModel
import Testing

@testable import GuardGate

@Suite struct FixTests {
  /// A file with a finding, and the file as its fix leaves it.
  struct Row: Sendable, CustomTestStringConvertible {
    var rule: String
    var path: String
    var before: String
    var after: String
    var testDescription: String { "\(rule): \(before.prefix(40))" }
  }

  private static let digest = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"
  private static let workflow = ".github/workflows/a.yml"

  static let rows = [
    Row(
      rule: "broad-permissions", path: workflow, before: "on: push\njobs:\n  a: {}\n  b: {}\n",
      after: "on: push\npermissions:\n  contents: read\njobs:\n  a: {}\n  b: {}\n"),
    Row(
      rule: "broad-permissions", path: workflow, before: "permissions: write-all # all\njobs:\n  a:\n    permissions: write-all\n",
      after: "permissions: {contents: read} # all\njobs:\n  a:\n    permissions: {contents: read}\n"),
    Row(
      rule: "non-blocking-job", path: workflow,
      before: "jobs:\n  a:\n    continue-on-error: true\n    steps:\n      - run: make || true\n      - run: |\n          ./b  ||  :\n",
      after: "jobs:\n  a:\n    steps:\n      - run: make\n      - run: |\n          ./b\n"),
    Row(
      rule: "default-secret", path: "compose.yml",
      before: "services:\n  a:\n    environment:\n      PASSWORD: ${A_PASSWORD:-postgres}\n      X: y\n",
      after: "services:\n  a:\n    environment:\n      PASSWORD: ${A_PASSWORD:?A_PASSWORD is not set}\n      X: y\n"),
    Row(
      rule: "default-secret", path: ".env", before: "A=b\nDB_PASSWORD=\"postgres\" # x\nAPI_SECRET=changeme\n",
      after: "A=b\nDB_PASSWORD=\"\" # x\nAPI_SECRET=\n"),
    Row(
      rule: "unpinned-image", path: "Dockerfile", before: "FROM a:1@sha256:\(digest.uppercased()) AS x\n",
      after: "FROM a:1@sha256:\(digest) AS x\n"),
  ]

  @Test("What is found is gone behind the fix, and nothing else has changed", arguments: rows)
  func fixed(row: Row) async throws {
    let (findings, fixes) = try await Self.run(row.rule, [row.path: row.before])
    #expect(!findings.isEmpty)
    let result = FileFix.apply(Array(fixes.values), to: Array(row.before.utf8))
    #expect(String(decoding: result.bytes, as: UTF8.self) == row.after)
    #expect(try await Inspection(row.rule, files: [row.path: row.after]).findings.isEmpty)
  }

  @Test("A number in a document becomes that of the constant, where it is the only one of its kind in the line")
  func number() async throws {
    let policy =
      "numbers:\n  - name: n\n    constant: {file: a.txt, pattern: \"n={number}\"}\n    documents: [{file: b.md, pattern: \"least {number}\"}]\n"
    for (before, after) in [("At least 16 of them\n", "At least 32 of them\n"), ("In 2016 at least 16\n", nil)] {
      let files = ["contracts/guard.yaml": policy, "a.txt": "n=32\n", "b.md": before]
      let (findings, fixes) = try await Self.run("documented-number", files)
      #expect(findings.count == 1)
      let result = FileFix.apply(Array(fixes.values), to: Array(before.utf8))
      #expect(String(decoding: result.bytes, as: UTF8.self) == after ?? before)
    }
  }

  @Test(
    "What is no mechanical remedy has no fix",
    arguments: [
      ("unpinned-image", "Dockerfile", "FROM debian:12\n"), ("non-blocking-job", workflow, "jobs:\n  a:\n    continue-on-error: true\n"),
      ("non-blocking-job", workflow, "jobs: {a: {continue-on-error: true}}\n"),
      ("broad-permissions", workflow, "permissions: {contents: write}\njobs:\n  a: {}\n"),
      ("default-secret", "a.py", "os.getenv('DB_PASSWORD', 'postgres')\n"),
    ])
  func none(rule: String, path: String, text: String) async throws {
    let (findings, fixes) = try await Self.run(rule, [path: text])
    #expect(!findings.isEmpty)
    #expect(fixes.isEmpty)
  }

  @Test("A fix of what has changed since, or of what another fix changes, is left out")
  func conflicts() {
    func fix(_ range: Range<Int>, _ original: String, _ replacement: String) -> FileFix {
      FileFix(
        path: "a", edits: [FileFix.Edit(range: range, original: Array(original.utf8), replacement: Array(replacement.utf8))])
    }
    let first = fix(0..<3, "abc", "X")
    let result = FileFix.apply(
      [first, first, fix(2..<4, "cd", "Y"), fix(4..<5, "z", "Z"), fix(4..<9, "efghi", ""), fix(5..<6, "f", "F")], to: Array("abcdef".utf8))
    #expect(String(decoding: result.bytes, as: UTF8.self) == "XdeF")
    #expect(result.applied.count == 2)
  }

  private static func run(_ rule: String, _ files: [String: String]) async throws -> ([Finding], [Fingerprint: FileFix]) {
    let list = FixList()
    let gate = GuardGate(settings: GuardSettings(), fixes: list)
    let environment = RunEnvironment(seed: RootSeed(1), today: "2026-01-01", files: MemoryFileTree(files), targets: NoTarget())
    let recorder = MemoryRecorder(gate: gate.id)
    guard case .run(let cases) = try await gate.plan(in: environment) else { return ([], [:]) }
    try await gate.run(cases.filter { $0.check.rawValue == "guard/\(rule)" }, in: environment, recorder: recorder)
    return (await recorder.findings, await list.fixes)
  }
}
