import Foundation
import Testing

/// Whatever is wrong around a run ends it with exit code 2 and one message.
struct RefusalTests {
  private func refuse(_ arguments: [String], mentions: [String], limit: Duration = .seconds(60)) async throws {
    let reports = try TemporaryFolder()
    defer { reports.remove() }
    let ending = try await GatehouseBinary.run(["check", "--reports", reports.path] + arguments, limit: limit)
    #expect(ending.exitCode == 2, "\(ending.output)\(ending.errors)")
    for text in mentions { #expect((ending.errors + ending.output).contains(text), "no '\(text)' in: \(ending.errors)\(ending.output)") }
  }

  @Test("An unknown key of the configuration is refused with its line and the key that was probably meant")
  func unknownKey() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let file = try folder.write("gatehouse.yml", "service:\n  command: [/bin/true]\n  adress: 127.0.0.1:1\n")
    try await refuse(["--config", file], mentions: ["gatehouse.yml:3:3", "unknown key 'adress'", "Did you mean 'address'?"])
  }

  @Test("A configuration that is not there is refused")
  func missingFile() async throws {
    try await refuse(["--config", "/nowhere/gatehouse.yml"], mentions: ["/nowhere/gatehouse.yml", "--config"])
  }

  @Test("A contract document that is not there is refused")
  func missingDocument() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let file = try folder.write("gatehouse.yml", "service:\n  command: [/bin/true]\ncontract:\n  document: api.yaml\n")
    try await refuse(["--config", file], mentions: ["api.yaml"])
  }

  @Test("A malformed contract document is refused with its place")
  func malformedDocument() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    _ = try folder.write("api.yaml", "openapi: 3.1.0\ninfo: [\npaths: {}\n")
    let file = try folder.write("gatehouse.yml", "service:\n  command: [/bin/true]\ncontract:\n  document: api.yaml\n")
    try await refuse(["--config", file], mentions: ["api.yaml:"])
  }

  private static let document = """
    openapi: 3.1.0
    info: {title: small, version: "1"}
    paths:
      /things:
        get:
          operationId: listThings
          responses:
            "200": {description: all of them}

    """

  @Test("A service that never answers is refused when its time is over, and does not stay")
  func unreachableService() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    _ = try folder.write("api.yaml", Self.document)
    let mark = "31\(UInt32.random(in: 1000...9999))"
    let file = try folder.write(
      "gatehouse.yml",
      "service:\n  command: [sleep, \"\(mark)\"]\n  ready: {path: /, within: 1s}\ncontract:\n  document: api.yaml\n")
    try await refuse(["--config", file], mentions: ["was not ready within", "service.ready"])
    #expect(Processes.matching("sleep \(mark)").isEmpty)
  }

  @Test("A service that cannot have its port is refused with its own words")
  func portTaken() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    _ = try folder.write("api.yaml", Self.document)
    let program = """
      import socket, sys
      first = socket.socket(); first.bind(("127.0.0.1", 0))
      second = socket.socket(); second.bind(first.getsockname())
      """
    let script = try folder.write("service.py", program)
    let file = try folder.write(
      "gatehouse.yml", "service:\n  command: [python3, \(script)]\ncontract:\n  document: api.yaml\n")
    try await refuse(["--config", file], mentions: ["ended before it was ready", "Address already in use"])
  }

  @Test("Reports that cannot be written are refused before anything starts")
  func unwritableReports() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let file = try folder.write("occupied", "")
    let ending = try await GatehouseBinary.run(["check", "--gate", "guard", "--reports", "\(file)/reports"])
    #expect(ending.exitCode == 2)
    #expect(ending.errors.contains("cannot be written"))
    #expect(ending.errors.contains("--reports"))
  }

  @Test(
    "A flag that makes no sense is refused",
    arguments: [
      (["--gate", "speed"], "there is no gate 'speed'"), (["--only", "nothing/here"], "no case matches"),
      (["--shard", "3/2"], "is no shard"), (["--defect", "no.such"], "there is no seeded defect"),
      (["--database", "mysql://here"], "postgresql://"),
    ])
  func flags(arguments: [String], message: String) async throws {
    try await refuse(arguments, mentions: [message])
  }

  @Test("Without a PostgreSQL server the message names the package")
  func noServer() async throws {
    let home = try TemporaryFolder()
    defer { home.remove() }
    let ending = try await GatehouseBinary.run(
      ["check", "--gate", "guard", "--reports", home.path + "/reports"], environment: ["GATEHOUSE_POSTGRES_BIN": home.path])
    #expect(ending.exitCode == 2)
    #expect(ending.errors.contains("Debian package 'postgresql'"))
  }
}
