import ContractGate
import GateKit
import GateModel
import Testing

/// What needs an object that isn't there, a change between two readings, or a link that gives an object and its parent.
@Suite struct DepotTests {
  private static func run(
    _ faults: Set<DepotService.Fault>, document: String = DepotService.document, seed: UInt64 = 1, requests: Int = 30
  ) async throws -> GateRun {
    let service = DepotService(faults)
    let settings = ContractSettings(document: "openapi.yaml", requestsPerOperation: requests)
    return try await GateRun(document: document, settings: settings, seed: seed) { service.reply(to: $0) }
  }

  @Test("a right service has no finding, whatever the seed", arguments: [1, 99] as [UInt64])
  func healthy(seed: UInt64) async throws {
    let run = try await Self.run([], seed: seed)
    #expect(run.findings.map(\.message) == [])
    #expect(run.outcomes.filter { $0.value.name == "inconclusive" }.isEmpty)
    #expect(run.outcomes[CaseID("contract/foreign-parent DELETE \(Self.crate)")] == .passed)
  }

  private static let crate = "/depots/{depot_id}/crates/{crate_id}"

  private typealias Row = (fault: DepotService.Fault, check: String, subject: String)

  /// Faults that are switched on together, since none hides another.
  private static let groups: [[Row]] = [
    [
      (.putAdds, "put-not-idempotent", "PUT /depots/{depot_id}/plan"), (.staleTag, "conditional-request", "GET /depots/{depot_id}"),
      (.traceAnswered, "undeclared-method", "POST /depots"), (.absentIsGone, "undeclared-status", "GET \(crate)"),
      (.takesQuotedNumber, "invalid-input-accepted", "PUT /depots/{depot_id}"),
    ],
    [
      (.patchAnswered, "undeclared-method", "POST /depots"), (.absentIsPage, "undeclared-content-type", "GET \(crate)"),
      (.anyDepotDeletes, "foreign-parent", "DELETE \(crate)"), (.refusesLetters, "valid-input-refused", "POST /depots"),
    ],
    [
      (.absentHasNoCode, "response-schema", "DELETE \(crate)"), (.crashesOnSecondDelete, "server-error", "DELETE \(crate)"),
      (.anyDepotReads, "foreign-parent", "GET \(crate)"),
    ],
  ]

  @Test("a wrong service is found out by the checks for it, and by no others", arguments: groups.indices)
  func wrong(index: Int) async throws {
    let rows = Self.groups[index]
    let run = try await Self.run(Set(rows.map(\.fault)), requests: 80)
    let found = run.findings.map { "\($0.check) \($0.subject): \($0.message)" }
    for row in rows {
      let finding = run.findings.first { $0.check == CheckID("contract/\(row.check)") && $0.subject == row.subject }
      #expect(finding?.disposition == .active, "\(row.fault): \(found)")
    }
    #expect(Set(run.findings.map(\.check.rawValue)) == Set(rows.map { "contract/\($0.check)" }), "\(found)")
    let scripts = run.findings.compactMap { $0.evidence.first?.text }
    #expect(!scripts.contains { $0.contains("crate-00") || $0.contains("depot-00") })
    guard let gone = run.findings.first(where: { $0.check == "contract/undeclared-status" }) else { return }
    #expect(gone.evidence[0].text.contains("crate-77777777"))
  }

  @Test("the table above has a row for every fault")
  func complete() { #expect(Set(Self.groups.flatMap { $0.map(\.fault) }) == Set(DepotService.Fault.allCases)) }

  @Test("the script of a second deletion has the first one")
  func script() async throws {
    let twice = try #require(try await Self.run([.crashesOnSecondDelete]).findings.first)
    let deletions = twice.evidence[0].text.split(separator: "\n").filter { $0.contains("-X DELETE") }
    #expect(deletions.count == 2)
  }

  @Test("a document that says nowhere how absence is answered leaves it open")
  func silent() async throws {
    let lines = DepotService.document.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.replacing(", '404': {$ref: '#/components/responses/Problem'}", with: "")
    }
    let document = lines.filter { !$0.contains("'404': {$ref") }.joined(separator: "\n")
    #expect(!document.contains("'404'"))
    let run = try await Self.run([.absentIsGone], document: document)
    #expect(run.findings.map(\.message) == [])
  }
}
