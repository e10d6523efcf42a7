import GateKit
import GateModel

/// A migration neither stops a service that runs nor fails on a table that has rows.
struct UnsafeMigrationRule: FileRule {
  let settings: GuardSettings
  let counted = "migrations"
  let nothingSeen = "there is no migration in SQL"

  let descriptor = CheckDescriptor(
    id: "guard/unsafe-migration", title: "Migration that stops the service",
    rationale: "A lock or rewrite that takes a millisecond on an empty table takes minutes on the real one, and every request waits.",
    remedy:
      "Build indexes concurrently, add constraints NOT VALID and validate them later, change rows in batches, and split what must be two releases",
    requirements: ["S4-DB-001"])

  let defects: [DefectID] = ["migration.locks-table"]

  func look(at file: RepositoryFile, policy: GuardPolicy) -> FileFindings? {
    guard Self.isMigration(file.kind), let source = file.source else { return nil }
    var findings = FileFindings()
    findings.seen = 1
    var judge = UnsafeStatement()
    for statement in SQLStatements(Self.upward(source.bytes)).statements {
      for problem in judge.problems(of: statement) {
        let place = source.place(statement.range.lowerBound)
        findings.problems.append(
          FileProblem(
            message: problem, subject: file.path, location: SourceLocation(path: file.path, line: place.line, column: place.column),
            identity: [problem] + findings.identity(of: problem)))
      }
    }
    return findings
  }

  private static func isMigration(_ kind: FileKind) -> Bool {
    guard kind.name.hasSuffix(".sql"), !kind.name.hasSuffix(".down.sql"), !kind.name.hasPrefix("u") || !kind.name.has("__") else {
      return false
    }
    return ["migrations", "migration", "migrate", "versions", "flyway"].contains(where: kind.isBelow)
  }

  /// The way forward of files that hold both.
  private static func upward(_ bytes: [UInt8]) -> [UInt8] {
    let marks = ["+goose down", "migrate:down", "+migrate down", "rollback", "down migration", "@undo"]
    var start = 0
    for index in bytes.indices where bytes[index] == 10 || index == bytes.count - 1 {
      let line = bytes[start...index].text.lowercased()
      if line.hasPrefix("--"), marks.contains(where: { line.firstRange(of: $0) != nil }) { return Array(bytes[..<start]) }
      start = index + 1
    }
    return bytes
  }
}
