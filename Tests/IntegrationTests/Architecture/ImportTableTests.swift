import Foundation
import Testing

@Suite struct ImportTableTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static let document = "Sources/gatehouse/Documentation.docc/Architecture.md"

  private func table() throws -> ImportTable {
    ImportTable(markdown: try String(contentsOf: Self.root.appending(path: Self.document), encoding: .utf8))
  }

  private func targets() throws -> Set<String> {
    let folders = try FileManager.default.contentsOfDirectory(
      at: Self.root.appending(path: "Sources"), includingPropertiesForKeys: [.isDirectoryKey])
    return Set(try folders.filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }.map(\.lastPathComponent))
  }

  @Test("every target has a row in the architecture's table, and every row a target")
  func rowsAreTheTargets() throws {
    let rows = Set(try table().allowed.keys)
    #expect(rows == (try targets()))
  }

  @Test("no source imports what its target's row does not list")
  func importsAreListed() throws {
    let table = try table()
    var violations: [String] = []
    for target in try targets().sorted() {
      violations += try table.violations(of: target, in: Self.root.appending(path: "Sources/\(target)"))
    }
    #expect(violations == [], "add the import to \(Self.document) only if the design allows it")
  }

  @Test("no gate imports another gate, and only the command line imports the gates")
  func gatesStandAlone() throws {
    let gates: Set<String> = ["ContractGate", "ScenarioGate", "RaceGate", "PerfGate", "GuardGate"]
    for (target, imports) in try table().allowed where target != "gatehouse" {
      #expect(imports.isDisjoint(with: gates), "\(target)")
    }
  }

  @Test(
    "an import is read in each of its spellings",
    arguments: [
      ("import NIOCore", ["NIOCore"]), ("@testable import GateKit", ["GateKit"]), ("public import struct Foundation.URL", ["Foundation"]),
      ("@_spi(Testing) import NIOPosix", ["NIOPosix"]), ("// import Yams", []), ("let important = 1", []),
      ("import GateKit\nimport GateModel", ["GateKit", "GateModel"]),
    ])
  func importSpellings(source: String, expected: [String]) {
    #expect(ImportTable.imports(in: source) == expected)
  }

  @Test("a forbidden import is found")
  func forbiddenImport() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "import-table-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("import Foundation\nimport Hummingbird\n".utf8).write(to: folder.appending(path: "Wrong.swift"))
    let table = ImportTable(markdown: "| target | what it is | imports |\n|---|---|---|\n| `A` | a module | `B` |\n")
    #expect(try table.violations(of: "A", in: folder) == ["A/Wrong.swift: Hummingbird"])
  }
}
