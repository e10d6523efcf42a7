import GateKit
import Testing

@testable import GuardGate

/// The rows of S1-M1, each in a Dockerfile and in a Compose file.
@Suite struct ImagePinTests {
  private static let digest = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"

  struct Row: Sendable, CustomTestStringConvertible {
    var reference: String
    /// Whether it may stand in a Dockerfile, and in a Compose file.
    var inBuild: Bool
    var inCompose: Bool
    var testDescription: String { reference }

    init(_ reference: String, build: Bool, compose: Bool) {
      (self.reference, inBuild, inCompose) = (reference, build, compose)
    }
  }

  static let rows = [
    Row("debian@sha256:\(digest)", build: true, compose: true),
    Row("debian:12-slim@sha256:\(digest)", build: true, compose: true),
    Row("registry.example:5000/team/app@sha256:\(digest)", build: true, compose: true),
    Row("debian@sha256:\(digest.dropLast())", build: false, compose: false),
    Row("debian@sha256:\(digest)0", build: false, compose: false),
    Row("debian:12.7@sha256:\(digest.uppercased())", build: false, compose: false),
    Row("debian@sha256:\(digest.dropLast())g", build: false, compose: false),
    Row("debian:12.7@sha256", build: false, compose: false),
    Row("debian:12.7@md5:\(digest)", build: false, compose: false),
    Row("debian:12.7@", build: false, compose: false),
    Row("debian", build: false, compose: false),
    Row("debian:latest", build: false, compose: false),
    Row("debian:12", build: false, compose: false),
    Row("debian:12-slim", build: false, compose: false),
    Row("debian:bookworm", build: false, compose: false),
    Row("debian:12.", build: false, compose: false),
    Row("debian:v12", build: false, compose: false),
    Row("registry.example:5000/team/app", build: false, compose: false),
    Row("registry.example:5000/team/app:7", build: false, compose: false),
    Row("debian:12.7", build: false, compose: true),
    Row("debian:12.7-slim", build: false, compose: true),
    Row("app:v1.2.3", build: false, compose: true),
    Row("registry.example:5000/team/app:7.1", build: false, compose: true),
  ]

  @Test("A reference is judged by where it stands", arguments: rows)
  func table(row: Row) async throws {
    for quote in ["", "\"", "'"] {
      let reference = quote + row.reference + quote
      let build = try await Inspection(
        "unpinned-image", files: ["a/Dockerfile": "# A comment\nFROM --platform=linux/amd64 \(reference) AS x\n"])
      #expect(build.findings.map(\.place) == (row.inBuild ? [] : ["a/Dockerfile:2"]))
      let compose = try await Inspection("unpinned-image", files: ["compose.yml": "services:\n  a:\n    image: \(reference)\n"])
      #expect(compose.findings.map(\.place) == (row.inCompose ? [] : ["compose.yml:3"]))
      #expect((build.findings + compose.findings).allSatisfy { $0.requirements == ["S1-M1"] })
    }
  }

  @Test("No policy lets a tag that moves through", arguments: rows.filter { !$0.inCompose && !$0.reference.contains("@") })
  func noException(row: Row) async throws {
    for pattern in [row.reference, row.reference.prefix(3) + "*", "*"] {
      let files = ["contracts/guard.yaml": "images:\n  exemptions:\n    - \"\(pattern)\"\n", "Dockerfile": "FROM \(row.reference)\n"]
      let result = try await Inspection("unpinned-image", files: files)
      #expect(result.findings.contains { $0.place == "Dockerfile:1" })
    }
  }

  @Test(
    "A policy that would let a moving tag through is found, though nothing uses it",
    arguments: ["debian:12*", "debian*", "*", "debian:12-slim"])
  func canaries(pattern: String) async throws {
    let files = [
      "contracts/guard.yaml": "images:\n  exemptions:\n    - registry.example/*\n    - \"\(pattern)\"\n",
      "Dockerfile": "FROM debian@sha256:\(Self.digest)\n",
    ]
    let result = try await Inspection("unpinned-image", files: files)
    #expect(!result.findings.isEmpty)
    #expect(result.findings.allSatisfy { $0.place == "contracts/guard.yaml:4" })
  }

  @Test("An unknown key in the policy is an error", arguments: ["image: {}\n", "images:\n  exemption: []\n", "images: [\n"])
  func brokenPolicy(text: String) async throws {
    let result = try await Inspection("unpinned-image", files: ["contracts/guard.yaml": text, "Dockerfile": "FROM a\n"])
    #expect(result.outcome?.name == "errored")
  }

  @Test("A repository without images is skipped, one whose images are excluded too")
  func nothingToSee() async throws {
    #expect(try await Inspection("unpinned-image", files: ["a.txt": "FROM debian\n"]).outcome?.name == "skipped")
    var settings = GuardSettings()
    settings.exclude = ["old"]
    let tree = ["old/Dockerfile": "FROM debian\n", "older/Dockerfile": "FROM debian\n"]
    let result = try await Inspection("unpinned-image", MemoryFileTree(tree), settings: settings)
    #expect(result.findings.map(\.place) == ["older/Dockerfile:1"])
  }

  @Test("The same reference twice is two findings, and a line above changes neither")
  func identity() async throws {
    let first = try await Inspection("unpinned-image", files: ["Dockerfile": "FROM a\nFROM a\n"])
    let second = try await Inspection("unpinned-image", files: ["Dockerfile": "# x\n\nFROM a\n# y\nFROM a\n"])
    #expect(Set(first.findings.map(\.fingerprint)).count == 2)
    #expect(first.findings.map(\.fingerprint) == second.findings.map(\.fingerprint))
  }
}
