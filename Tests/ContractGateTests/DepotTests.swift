import ContractGate
import GateKit
import GateModel
import Testing

/// What needs an object that isn't there, a change between two readings, or a link that gives an object and its parent.
@Suite struct DepotTests {
  private static func run(_ fault: DepotService.Fault?, document: String = DepotService.document, seed: UInt64 = 1) async throws -> GateRun {
    let service = DepotService(fault)
    let settings = ContractSettings(document: "openapi.yaml", requestsPerOperation: 30)
    return try await GateRun(document: document, settings: settings, seed: seed) { service.reply(to: $0) }
  }

  @Test("a right service has no finding, whatever the seed", arguments: [1, 99] as [UInt64])
  func healthy(seed: UInt64) async throws {
    let run = try await Self.run(nil, seed: seed)
    #expect(run.findings.map(\.message) == [])
    #expect(run.outcomes.filter { $0.value.name == "inconclusive" }.isEmpty)
    #expect(run.outcomes["contract/foreign-parent DELETE \(Self.crate)"] == .passed)
  }

  private static let crate = "/depots/{depot_id}/crates/{crate_id}"

  private static let rows: [(fault: DepotService.Fault, check: String, subject: String)] = [
    (.putAdds, "put-not-idempotent", "PUT /depots/{depot_id}/plan"),
    (.staleTag, "conditional-request", "GET /depots/{depot_id}"),
    (.traceAnswered, "undeclared-method", "POST /depots"),
    (.patchAnswered, "undeclared-method", "POST /depots"),
    (.absentIsGone, "undeclared-status", "GET \(crate)"),
    (.absentIsPage, "undeclared-content-type", "GET \(crate)"),
    (.absentHasNoCode, "response-schema", "DELETE \(crate)"),
    (.crashesOnSecondDelete, "server-error", "DELETE \(crate)"),
    (.anyDepotReads, "foreign-parent", "GET \(crate)"),
    (.anyDepotDeletes, "foreign-parent", "DELETE \(crate)"),
    (.refusesLetters, "valid-input-refused", "POST /depots"),
    (.takesQuotedNumber, "invalid-input-accepted", "PUT /depots/{depot_id}"),
  ]

  @Test("a wrong service is found out by the check for it, and by no other", arguments: rows.indices)
  func wrong(index: Int) async throws {
    let row = Self.rows[index]
    let run = try await Self.run(row.fault)
    let found = run.findings.map { "\($0.check) \($0.subject): \($0.message)" }
    let finding = try #require(run.findings.first { $0.check == CheckID("contract/\(row.check)") && $0.subject == row.subject }, "\(found)")
    #expect(finding.disposition == .active)
    #expect(finding.evidence.first?.text.contains("crate-00") == false)
    #expect(Set(run.findings.map(\.check)) == [finding.check], "\(found)")
  }

  @Test("the table above has a row for every fault")
  func complete() { #expect(Set(Self.rows.map(\.fault)) == Set(DepotService.Fault.allCases)) }

  @Test("the script of a second deletion has the first one, and that of an unknown id makes nothing for it")
  func scripts() async throws {
    let twice = try #require(try await Self.run(.crashesOnSecondDelete).findings.first)
    let deletions = twice.evidence[0].text.split(separator: "\n").filter { $0.contains("-X DELETE") }
    #expect(deletions.count == 2)
    let absent = try #require(try await Self.run(.absentIsGone).findings.first { $0.subject == "GET \(Self.crate)" })
    #expect(absent.evidence[0].text.contains("crate-77777777"))
  }

  @Test("a document that says nowhere how absence is answered leaves it open")
  func silent() async throws {
    let lines = DepotService.document.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.replacing(", '404': {$ref: '#/components/responses/Problem'}", with: "")
    }
    let document = lines.filter { !$0.contains("'404': {$ref") }.joined(separator: "\n")
    #expect(!document.contains("'404'"))
    let run = try await Self.run(.absentIsGone, document: document)
    #expect(run.findings.map(\.message) == [])
  }
}
