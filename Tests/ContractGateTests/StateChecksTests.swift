import ContractGate
import GateKit
import GateModel
import Testing

@Suite struct StateChecksTests {
  private static let checks: Set<CheckID> = [
    "contract/read-after-delete", "contract/created-not-found", "contract/dead-location", "contract/put-not-idempotent",
    "contract/refused-write-took-effect", "contract/foreign-parent", "contract/wrong-credentials-accepted",
    "contract/expired-credentials-accepted", "contract/missing-scope-accepted", "contract/foreign-object-reachable",
  ]

  static func run(
    _ service: LibraryService, access: AccessIdentities = AccessIdentities(other: "other", limited: "reader", expired: "expired"),
    seed: UInt64 = 1, workers: Int = 4
  ) async throws -> GateRun {
    let settings = ContractSettings(document: "openapi.yaml", access: access, requestsPerOperation: 20)
    return try await GateRun(
      document: LibraryDocument.text, settings: settings, seed: seed, workers: workers, identities: LibraryService.identities
    ) { service.reply(to: $0) }
  }

  private static func messages(_ run: GateRun) -> [String] {
    run.findings.filter { checks.contains($0.check) }.map { "\($0.check): \($0.message)" }
  }

  private static func undecided(_ run: GateRun) -> [String] {
    run.outcomes.filter { entry in checks.contains { entry.key.rawValue.hasPrefix($0.rawValue + " ") } && entry.value != .passed }
      .map { "\($0.key): \($0.value.name) \($0.value.reason ?? "")" }.sorted()
  }

  @Test("a right service passes every one of these checks, whatever the seed", arguments: [1, 2, 99] as [UInt64])
  func healthy(seed: UInt64) async throws {
    let run = try await Self.run(LibraryService(), seed: seed)
    #expect(Self.messages(run) == [])
    #expect(Self.undecided(run) == [])
  }

  @Test("what is unusual and right is no finding", arguments: LibraryService.Manner.allCases)
  func manners(manner: LibraryService.Manner) async throws {
    let run = try await Self.run(LibraryService(manner: manner))
    #expect(Self.messages(run) == [])
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let fault: LibraryService.Fault
    let check: CheckID
    let subject: String
    let line: Int
    var testDescription: String { fault.rawValue }

    init(_ fault: LibraryService.Fault, _ check: String, _ subject: String, line: Int) {
      (self.fault, self.check, self.subject, self.line) = (fault, CheckID("contract/" + check), subject, line)
    }
  }

  private static let shelf = "/v1/shelves/{shelf_id}"
  private static let book = "/v1/shelves/{shelf_id}/books/{book_id}"

  private static let rows = [
    Row(.deletedStays, "read-after-delete", "DELETE \(shelf)", line: 49),
    Row(.creationLost, "created-not-found", "POST /v1/shelves", line: 5),
    Row(.locationDead, "dead-location", "POST /v1/shelves", line: 11),
    Row(.putCounts, "put-not-idempotent", "PUT \(shelf)", line: 40),
    Row(.putRefusedTwice, "put-not-idempotent", "PUT \(shelf)", line: 40),
    Row(.putBreaksTwice, "put-not-idempotent", "PUT \(shelf)", line: 40),
    Row(.refusedPutApplied, "refused-write-took-effect", "PUT \(shelf)", line: 40),
    Row(.refusedPatchApplied, "refused-write-took-effect", "PATCH \(book)", line: 73),
    Row(.refusedCreationKept, "refused-write-took-effect", "POST /v1/shelves", line: 5),
    Row(.anyParentReads, "foreign-parent", "GET \(book)", line: 67),
    Row(.anyParentPatches, "foreign-parent", "PATCH \(book)", line: 73),
    Row(.anyParentDeletes, "foreign-parent", "DELETE \(book)", line: 82),
    Row(.anyToken, "wrong-credentials-accepted", "GET \(shelf)", line: 34),
    Row(.anyScheme, "wrong-credentials-accepted", "GET \(shelf)", line: 34),
    Row(.unsignedToken, "wrong-credentials-accepted", "GET \(shelf)", line: 34),
    Row(.expiryIgnored, "expired-credentials-accepted", "DELETE \(shelf)", line: 49),
    Row(.scopeIgnored, "missing-scope-accepted", "POST /v1/shelves", line: 5),
    Row(.anyTenantReads, "foreign-object-reachable", "GET \(shelf)", line: 34),
    Row(.anyTenantPuts, "foreign-object-reachable", "PUT \(shelf)", line: 40),
    Row(.anyTenantDeletes, "foreign-object-reachable", "DELETE \(shelf)", line: 49),
    Row(.anyTenantLists, "foreign-object-reachable", "GET /v1/shelves", line: 16),
  ]

  @Test("a wrong service is found out by the check for it, at the line that it breaks", arguments: rows)
  func wrong(row: Row) async throws {
    let run = try await Self.run(LibraryService(row.fault))
    let found = Self.messages(run)
    let finding = try #require(run.findings.first { $0.check == row.check && $0.subject == row.subject }, "\(found)")
    #expect(finding.location == SourceLocation(path: "openapi.yaml", line: row.line))
    #expect(finding.disposition == .active)
    #expect(run.outcomes[finding.caseID] == .failed)
    #expect(finding.evidence.first?.text.contains("curl -i ") == true)
    #expect(!finding.evidence.contains { $0.text.contains("signature-a") })
    #expect(finding.evidence.first?.text.contains("object-1") == false)
    let others = Set(run.findings.map(\.check)).intersection(Self.checks).subtracting([row.check])
    #expect(others.isEmpty, "\(found)")
  }

  @Test("the table above has a row for every fault")
  func complete() {
    #expect(Set(Self.rows.map(\.fault)) == Set(LibraryService.Fault.allCases))
  }

  @Test("the calls that led to a finding are part of its script")
  func script() async throws {
    let run = try await Self.run(LibraryService(.deletedStays))
    let finding = try #require(run.findings.first { $0.check == "contract/read-after-delete" })
    let lines = finding.evidence[0].text.split(separator: "\n").filter { $0.contains("curl") }
    #expect(lines.count == 3)
    #expect(lines.count > 1 && lines[1].contains("-X DELETE"))
    #expect(lines.last?.contains("-X GET") == true)
  }

  @Test("without other identities nothing is said about them")
  func unconfigured() async throws {
    let run = try await Self.run(LibraryService(), access: AccessIdentities())
    for check in ["expired-credentials-accepted", "missing-scope-accepted", "foreign-object-reachable"] {
      let outcome = try #require(run.outcomes[CaseID("contract/\(check) DELETE \(Self.shelf)")])
      #expect(outcome.name == "skipped")
      #expect(outcome.reason?.contains("contract: access:") == true)
    }
  }

  @Test("where nothing can be made, nothing is proved")
  func inconclusive() async throws {
    let service = LibraryService()
    let settings = ContractSettings(document: "openapi.yaml", requestsPerOperation: 20)
    let run = try await GateRun(document: LibraryDocument.text, settings: settings, identities: LibraryService.identities) { request in
      request.method == "POST" ? .json(422, "{}") : service.reply(to: request)
    }
    for check in ["read-after-delete", "wrong-credentials-accepted"] {
      #expect(run.outcomes[CaseID("contract/\(check) DELETE \(Self.shelf)")]?.name == "inconclusive")
    }
    #expect(run.outcomes["contract/created-not-found POST /v1/shelves"]?.name == "inconclusive")
  }

  @Test("findings are the same for one worker and for eight")
  func workers() async throws {
    let one = try await Self.run(LibraryService(.putCounts), workers: 1)
    let eight = try await Self.run(LibraryService(.putCounts), workers: 8)
    #expect(one.findings.map(\.fingerprint) == eight.findings.map(\.fingerprint))
  }
}
