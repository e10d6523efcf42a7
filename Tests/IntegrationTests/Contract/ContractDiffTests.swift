import Foundation
import JSONDocument
import Testing

/// `gatehouse contract diff` as a whole.
struct ContractDiffTests {
  private static func document(maximum: Int, more: String = "") -> String {
    """
    openapi: 3.1.0
    info: {title: t, version: '1'}
    paths:
      /orders:
        get:
          parameters:
            - name: limit
              in: query
              schema:
                type: integer
                maximum: \(maximum)
          responses:
            '200': {description: ok}\(more)
    """
  }

  @Test("A breaking change ends with 1 and shows the witness and the lines of both documents")
  func breaking() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let old = try folder.write("old.yaml", Self.document(maximum: 100))
    let new = try folder.write("new.yaml", "# moved by a line\n" + Self.document(maximum: 50))
    let ending = try await GatehouseBinary.run(["contract", "diff", old, new])
    #expect(ending.exitCode == 1, "\(ending.errors)")
    #expect(ending.output.contains("BREAKING request-schema-narrowed: GET /orders"))
    #expect(ending.output.contains("query parameter limit: 51 is more than 50, where the base accepts it"))
    #expect(ending.output.contains("\(old):11"))
    #expect(ending.output.contains("\(new):12"))
    #expect(ending.output.contains("curl \"$BASE_URL\"'/orders?limit=51'"))
    #expect(ending.output.contains("1 breaking, 0 risky, 0 compatible or undecided"))
    let back = try await GatehouseBinary.run(["contract", "diff", new, old])
    #expect(back.exitCode == 0)
    #expect(back.output == "no change that matters to a client\n")
  }

  @Test("The same is told as JSON, as annotations and as SARIF")
  func formats() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let old = try folder.write("old.yaml", Self.document(maximum: 100))
    let new = try folder.write("new.yaml", Self.document(maximum: 50))
    let json = try await GatehouseBinary.run(["contract", "diff", old, new, "--format", "json"])
    let value = try JSONParser.parse(json.output)
    #expect(value["breaking"] == true)
    #expect(value["changes"]?[0]?["kind"] == "request-schema-narrowed")
    #expect(value["changes"]?[0]?["witness"] == 51)
    #expect(value["changes"]?[0]?["base"]?["line"] == 11)
    let github = try await GatehouseBinary.run(["contract", "diff", old, new, "--format", "github"])
    #expect(github.exitCode == 1)
    #expect(github.output.hasPrefix("::error file="))
    #expect(github.output.contains("contract/breaking-change"))
    let sarif = try await GatehouseBinary.run(["contract", "diff", old, new, "--format", "sarif"])
    let results = try JSONParser.parse(sarif.output)["runs"]?[0]?["results"]
    #expect(results?[0]?["ruleId"] == "contract/breaking-change")
    #expect(results?[0]?["level"] == "error")
  }

  @Test("Documents of commits are read through git")
  func commits() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    _ = try folder.write("openapi.yaml", Self.document(maximum: 100))
    try await git(["init", "-q", "-b", "main"], folder)
    try await git(["add", "."], folder)
    try await git(["-c", "user.name=t", "-c", "user.email=t@t.invalid", "commit", "-q", "-m", "first"], folder)
    _ = try folder.write("openapi.yaml", Self.document(maximum: 50))
    let ending = try await GatehouseBinary.run(["contract", "diff", "main:openapi.yaml", "openapi.yaml"], directory: folder.path)
    #expect(ending.exitCode == 1, "\(ending.errors)")
    #expect(ending.output.contains("base      openapi.yaml:11"))
    let missing = try await GatehouseBinary.run(["contract", "diff", "gone:openapi.yaml", "openapi.yaml"], directory: folder.path)
    #expect(missing.exitCode == 2)
    #expect(missing.errors.contains("git cannot show 'gone:openapi.yaml'"))
  }

  @Test(
    "What cannot be compared ends with 2 and says why",
    arguments: [
      (["/nonexistent.yaml", "/nonexistent.yaml"], "cannot be read"), (["--output=/tmp/x:y", "a"], ""),
      (["-- --output=x:y", "a"], "neither a file nor REF:path"),
    ])
  func refused(words: [String], reason: String) async throws {
    let ending = try await GatehouseBinary.run(["contract", "diff"] + words.flatMap { $0.split(separator: " ").map(String.init) })
    #expect(ending.exitCode == 2 || ending.exitCode == 64)
    #expect(reason.isEmpty || ending.errors.contains(reason), "\(ending.errors)")
  }

  @Test("A document that cannot be understood is named with its line")
  func malformed() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let bad = try folder.write("bad.yaml", "openapi: 3.1.0\npaths: 5\n")
    let ending = try await GatehouseBinary.run(["contract", "diff", bad, bad])
    #expect(ending.exitCode == 2)
    #expect(ending.errors.contains("\(bad):2"))
  }

  @Test("Notes are printed on demand")
  func verbose() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let old = try folder.write("old.yaml", Self.document(maximum: 50))
    let new = try folder.write("new.yaml", Self.document(maximum: 50, more: "\n    post: {responses: {'204': {description: x}}}"))
    let quiet = try await GatehouseBinary.run(["contract", "diff", old, new])
    #expect(quiet.exitCode == 0)
    #expect(quiet.output == "0 breaking, 0 risky, 1 compatible or undecided (printed with --verbose)\n")
    let loud = try await GatehouseBinary.run(["contract", "diff", old, new, "--verbose"])
    #expect(loud.output.contains("NOTE operation-added: POST /orders"))
  }

  private func git(_ arguments: [String], _ folder: TemporaryFolder) async throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder.path] + arguments
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }
}
