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
  private static let commit = "0f1e2d3c4b5a69788796a5b4c3d2e1f001234567"
  private static let workflow = ".github/workflows/a.yml"

  static let rows = [
    Row(
      rule: "broad-permissions", path: workflow, before: "on: push\njobs:\n  a: {}\n  b: {}\n",
      after: "on: push\npermissions:\n  contents: read\njobs:\n  a: {}\n  b: {}\n"),
    Row(
      rule: "broad-permissions", path: workflow, before: "permissions: write-all # all\njobs:\n  a:\n    permissions: 'write-all'\n",
      after: "permissions: {contents: read} # all\njobs:\n  a:\n    permissions: {contents: read}\n"),
    Row(
      rule: "broad-permissions", path: workflow,
      before: "on: push\r\njobs:\r\n  a:\r\n    steps:\r\n      - uses: actions/checkout@\(commit)\r\n",
      after:
        "on: push\r\npermissions:\r\n  contents: read\r\njobs:\r\n  a:\r\n    steps:\r\n      - uses: actions/checkout@\(commit)\r\n"),
    Row(
      rule: "unpinned-action", path: workflow,
      before:
        "jobs:\n  a:\n    steps:\n      - uses: a/b/c@\(commit)  # v1.2 newest\n      - uses: A/b@v1.2\n      - uses: \"a/b/d@v1.2\" # v\n",
      after:
        "jobs:\n  a:\n    steps:\n      - uses: a/b/c@\(commit)  # v1.2 newest\n      - uses: A/b@\(commit) # v1.2\n"
        + "      - uses: \"a/b/d@\(commit)\" # v\n"),
    Row(
      rule: "unpinned-image", path: "Dockerfile",
      before: "FROM docker.io/library/a:1@sha256:\(digest) AS x\nFROM a:1\nCOPY --from=a:1 /a /a\nRUN true",
      after:
        "FROM docker.io/library/a:1@sha256:\(digest) AS x\nFROM a:1@sha256:\(digest)\nCOPY --from=a:1@sha256:\(digest) /a /a\nRUN true"),
    Row(
      rule: "non-blocking-job", path: workflow,
      before: "jobs:\n  a:\n    continue-on-error: true\n    steps:\n      - run: make || true\n      - run: |\n          ./b  ||  :\n",
      after: "jobs:\n  a:\n    steps:\n      - run: make\n      - run: |\n          ./b\n"),
    Row(
      rule: "default-secret", path: "compose.yml",
      before: "services:\n  a:\n    environment:\n      PASSWORD: ${A_PASSWORD:-postgres}\n      X: y\n",
      after: "services:\n  a:\n    environment:\n      PASSWORD: ${A_PASSWORD:?A_PASSWORD is not set}\n      X: y\n"),
    Row(
      rule: "default-secret", path: ".env.example", before: "A=b\nDB_PASSWORD=\"postgres\" # x\nAPI_SECRET=admin\n",
      after: "A=b\nDB_PASSWORD=\"\" # x\nAPI_SECRET=\n"),
    Row(
      rule: "unpinned-image", path: "Dockerfile", before: "FROM a:1@sha256:\(digest.uppercased()) AS x\n",
      after: "FROM a:1@sha256:\(digest) AS x\n"),
  ]

  @Test("What is found is gone behind the fix, and nothing else has changed", arguments: rows)
  func fixed(row: Row) async throws {
    let plan = try await Self.plan(row.rule, [row.path: row.before])
    #expect(plan.files.map { String(decoding: $0.after, as: UTF8.self) } == [row.after])
    #expect(plan.doubtful == 0)
    #expect(try await Self.plan(row.rule, [row.path: row.after]).files.isEmpty)
    #expect(try await Inspection(row.rule, files: [row.path: row.after]).findings.isEmpty)
  }

  @Test("A number in a document becomes that of the constant, where it is the only one of its kind in the line")
  func number() async throws {
    let policy =
      "numbers:\n  - name: n\n    constant: {file: a.txt, pattern: \"n={number}\"}\n    documents: [{file: b.md, pattern: \"least {number}\"}]\n"
    for (before, after) in [("At least 16 of them\n", "At least 32 of them\n"), ("In 2016 at least 16\n", nil)] {
      let files = ["contracts/guard.yaml": policy, "a.txt": "n=32\n", "b.md": before]
      #expect(try await Self.run("documented-number", files).0.count == 1)
      let plan = try await Self.plan("documented-number", files)
      #expect(plan.files.map { String(decoding: $0.after, as: UTF8.self) } == (after.map { [$0] } ?? []))
    }
  }

  @Test(
    "What is no mechanical remedy has no fix",
    arguments: [
      ("unpinned-image", "Dockerfile", "FROM debian:12\n"), ("non-blocking-job", workflow, "jobs:\n  a:\n    continue-on-error: true\n"),
      ("non-blocking-job", workflow, "jobs: {a: {continue-on-error: true}}\n"),
      ("broad-permissions", workflow, "permissions: {contents: write}\njobs:\n  a: {}\n"),
      ("default-secret", "a.py", "os.getenv('DB_PASSWORD', 'postgres')\n"), ("default-secret", ".env", "DB_PASSWORD=postgres\n"),
      ("broad-permissions", workflow, "jobs:\n  a:\n    steps:\n      - run: git push\n"),
      ("broad-permissions", workflow, "jobs:\n  a:\n    steps:\n      - uses: team/release@v1\n"),
      ("non-blocking-job", workflow, "jobs:\n  a:\n    steps:\n      - run: make && ./b || true\n"),
      ("non-blocking-job", workflow, "jobs:\n  a:\n    steps:\n      - run: |\n          make && \\\n          ./b || true\n"),
      ("non-blocking-job", workflow, "jobs:\n  a:\n    continue-on-error:\n      true\n    b: c\n"),
      ("unpinned-image", "Dockerfile", "FROM a:2@sha256:\(digest)\nFROM a:1\n"),
      ("unpinned-image", "Dockerfile", "FROM a:1@sha256:\(digest)\nFROM a:1@sha256:\(digest.dropLast())1\nFROM a:1\n"),
      ("unpinned-image", "Dockerfile", "FROM --platform=linux/arm64 a:1@sha256:\(digest)\nFROM a:1\n"),
      ("unpinned-action", workflow, "jobs:\n  a:\n    steps:\n      - uses: a/b@\(commit)\n      - uses: a/b@v1\n"),
    ])
  func none(rule: String, path: String, text: String) async throws {
    let (findings, fixes) = try await Self.run(rule, [path: text])
    #expect(!findings.isEmpty)
    #expect(fixes.isEmpty)
  }

  @Test(
    "A fix that takes less away than it says, or breaks the file, is left out", arguments: ["{contents: read", "write-all", "&a write-all"])
  func doubtful(replacement: String) async throws {
    let text = "permissions: write-all\njobs:\n  a: {}\n"
    let files = [Self.workflow: text]
    let finding = try #require(try await Self.run("broad-permissions", files).0.first)
    let fix = try #require(SourceText(path: Self.workflow, bytes: Array(text.utf8)).fix(13..<22, with: replacement))
    let plan = try FixPlan([(finding, fix)], settings: GuardSettings(), in: MemoryFileTree(files))
    #expect(plan.files.isEmpty)
    #expect(plan.doubtful == 1)
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

  private static func plan(_ rule: String, _ files: [String: String]) async throws -> FixPlan {
    let (findings, fixes) = try await run(rule, files)
    return try FixPlan(
      findings.compactMap { finding in fixes[finding.fingerprint].map { (finding, $0) } }, settings: GuardSettings(),
      in: MemoryFileTree(files))
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
