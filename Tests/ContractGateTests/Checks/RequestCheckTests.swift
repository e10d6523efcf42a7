import ContractGate
import GateKit
import GateModel
import Testing

/// The checks of what a service accepts, fails at and tells, on one strict service and its bugs.
@Suite struct RequestCheckTests {
  private static func run(_ bug: NotesService.Bug?, seed: UInt64 = 1) async throws -> GateRun {
    let service = try NotesService(bug)
    return try await GateRun(document: NotesService.document, seed: seed) { service.reply(to: $0) }
  }

  @Test("a strict service passes, whatever the seed", arguments: [1, 7] as [UInt64])
  func healthy(seed: UInt64) async throws {
    let run = try await Self.run(nil, seed: seed)
    #expect(run.findings.map(\.message) == [])
    #expect(run.outcomes.filter { $0.value != .passed && $0.value.name != "skipped" }.isEmpty)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let bug: NotesService.Bug
    let check: CheckID
    let subject: String
    let line: Int
    var severity = Severity.error
    var testDescription: String { bug.rawValue }
  }

  private static let list = "GET /notes"
  private static let create = "POST /notes"
  private static let read = "GET /notes/{note_id}"
  private static let replace = "PUT /notes/{note_id}"
  private static let events = "GET /notes/{note_id}/events"

  private static let rows = [
    Row(bug: .anyMediaType, check: "contract/media-type-not-refused", subject: create, line: 16),
    Row(bug: .unknownProperty, check: "contract/unknown-property-accepted", subject: create, line: 57),
    Row(bug: .unknownNested, check: "contract/unknown-property-accepted", subject: replace, line: 75),
    Row(bug: .settableID, check: "contract/read-only-property-accepted", subject: create, line: 62),
    Row(bug: .settableState, check: "contract/read-only-property-accepted", subject: replace, line: 65),
    Row(bug: .shadowedKey, check: "contract/duplicate-key-accepted", subject: create, line: 17),
    Row(bug: .secondKey, check: "contract/duplicate-key-accepted", subject: create, line: 17, severity: .warning),
    Row(bug: .deepNesting, check: "contract/deep-nesting", subject: create, line: 13),
    Row(bug: .droppedNesting, check: "contract/deep-nesting", subject: create, line: 13),
    Row(bug: .hugeNumber, check: "contract/extreme-number", subject: create, line: 13),
    Row(bug: .hugeParameter, check: "contract/extreme-number", subject: list, line: 6),
    Row(bug: .emoji, check: "contract/unusual-text", subject: create, line: 13),
    Row(bug: .surrogate, check: "contract/unusual-text", subject: create, line: 13),
    Row(bug: .nulText, check: "contract/nul-character", subject: create, line: 13),
    Row(bug: .nulPath, check: "contract/nul-character", subject: read, line: 24),
    Row(bug: .nulQuery, check: "contract/nul-character", subject: list, line: 6),
    Row(bug: .longText, check: "contract/long-input", subject: create, line: 13),
    Row(bug: .longQuery, check: "contract/long-input", subject: list, line: 6),
    Row(bug: .longHeader, check: "contract/long-input", subject: list, line: 6),
    Row(bug: .longPath, check: "contract/long-input", subject: read, line: 24),
    Row(bug: .stackTrace, check: "contract/leaked-stack-trace", subject: create, line: 50),
    Row(bug: .sqlMessage, check: "contract/leaked-sql", subject: list, line: 50),
    Row(bug: .filePath, check: "contract/leaked-path", subject: read, line: 50),
    Row(bug: .databaseAddress, check: "contract/leaked-credential", subject: create, line: 50),
    Row(bug: .shownPassword, check: "contract/leaked-credential", subject: create, line: 71),
    Row(bug: .brokenEvent, check: "contract/malformed-event-stream", subject: events, line: 44),
    Row(bug: .wrongEvent, check: "contract/malformed-event-stream", subject: events, line: 77),
  ]

  @Test("a wrong service is found out by the check for it, at the line that it breaks", arguments: rows)
  func wrong(row: Row) async throws {
    let run = try await Self.run(row.bug)
    let found = run.findings.filter { $0.check == row.check && $0.subject == row.subject }
    #expect(
      found.contains { $0.location == SourceLocation(path: "openapi.yaml", line: row.line) && $0.severity == row.severity }, "\(found)")
    #expect(!run.findings.contains { $0.evidence.contains { $0.text.contains("fixture-secret") || $0.text.contains("hunter2") } })
  }

  @Test("a credential that an answer repeats is found, and not repeated in the finding")
  func echoed() async throws {
    let run = try await Self.run(.echoedToken)
    let finding = try #require(run.findings.first { $0.check == "contract/leaked-credential" && $0.subject == Self.read })
    #expect(!finding.evidence.contains { $0.text.contains("fixture-secret") })
  }

  @Test("the table above has a row for every other bug")
  func complete() {
    #expect(Set(Self.rows.map(\.bug)).union([.echoedToken]) == Set(NotesService.Bug.allCases))
  }
}
