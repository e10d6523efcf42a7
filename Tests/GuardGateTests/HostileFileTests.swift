import GateKit
import Testing

@testable import GuardGate

/// Files that are broken, huge or no text at all.
@Suite struct HostileFileTests {
  private static let names = [
    "Dockerfile", "compose.yml", "deploy.yaml", "values.yaml", ".github/workflows/a.yml", ".gitlab-ci.yml", "main.tf", "a.nomad.hcl",
    "Jenkinsfile", "a_testcontainers.java", "run.sh", "devcontainer.json", ".env", "settings.py",
  ]

  private static let bodies: [String] = [
    "", "\u{FEFF}", "\0\0\0image: a", String(repeating: "[", count: 20_000), String(repeating: "$(", count: 20_000),
    String(repeating: "${A:-", count: 20_000), String(repeating: "RUN <<EOF\n", count: 20_000), String(repeating: "image: a\n", count: 2),
    "services:\n  a: {image: [", "a: &a [*a]\n", "\"", "'", "`", "FROM", "FROM \\", "ARG A=$A\nFROM $A\n",
    "ARG A=${B}\nARG B=${A}\nFROM $B\n",
    "run: |\n  $(", "- image: !!binary x\n", "image: {{ x }}\n", "/*", "{ // x", "x = <<EOF\n", "://:@", "SECRET=", "=", "uses: a@",
  ]

  @Test("A hostile file ends no rule", arguments: bodies.indices)
  func hostile(index: Int) async throws {
    let files = Dictionary(uniqueKeysWithValues: Self.names.map { ($0, Self.bodies[index]) })
    for rule in ["unpinned-image", "unpinned-action", "floating-tool", "broad-permissions", "non-blocking-job", "default-secret"] {
      let result = try await Inspection(rule, files: files)
      #expect(result.outcome?.name != "errored")
    }
  }

  private static let repeated = [
    "func a(", "def a(", "it(\"a\", () => {", "t.Skip(", "use crate::a;", "](", "import \"a\"\n", "sleep(", "/*", "$$",
  ]

  @Test("A source that opens and never closes ends no rule", arguments: repeated)
  func sources(text: String) async throws {
    let body = String(repeating: text, count: 1_000)
    let names = ["a_test.go", "test_a.py", "Tests/ATests/A.swift", "a.swift", "a.test.ts", "tests/a.rs", "docs/a.md", "migrations/1.sql"]
    let files = Dictionary(uniqueKeysWithValues: names.map { ($0, body) })
    for rule in ["blocking-call", "vacuous-test", "skipped-test", "broken-link", "unsafe-migration"] {
      #expect(try await Inspection(rule, files: files).outcome?.name != "errored")
    }
  }

  @Test("A broken manifest hides no image that it names plainly")
  func broken() async throws {
    let result = try await Inspection("unpinned-image", files: ["compose.yml": "services: [\n  a:\n    image: \"postgres:latest\" # x\n"])
    #expect(result.findings.map(\.place) == ["compose.yml:3"])
  }
}
