import ContractGate
import GateKit
import GateModel
import Testing

@Suite struct LaneTests {
  private func run(_ fault: NoteService.Fault?, seed: UInt64 = 1) async throws -> (run: GateRun, service: NoteService) {
    let service = NoteService(fault)
    return (try await GateRun(document: NoteService.document, seed: seed) { service.reply(to: $0) }, service)
  }

  @Test("a service that validates what its document says has no finding, whatever the seed", arguments: [1, 7, 12_345] as [UInt64])
  func healthy(seed: UInt64) async throws {
    let (run, _) = try await run(nil, seed: seed)
    #expect(run.findings.map(\.message) == [])
    #expect(run.outcomes.filter { $0.value.name == "inconclusive" }.isEmpty)
  }

  @Test("what a path names is put there before it is read")
  func maker() async throws {
    let (run, service) = try await run(nil)
    #expect(run.outcomes["contract/server-error GET /notes/{id}/page"] == .passed)
    #expect(service.calls.contains("PUT /notes/{id}/page"))
  }

  @Test("a producer that refuses its plainest call is tried with fuller ones")
  func fullerProducer() async throws {
    let (run, _) = try await run(.wantsColour)
    #expect(run.outcomes["contract/response-schema GET /notes/{id}"] == .passed)
  }

  @Test("a call that uses its object up gets a new one, so that what is invalid is seen refused for that")
  func consuming() async throws {
    let (run, service) = try await run(.archivesOnce)
    #expect(run.outcomes["contract/invalid-input-accepted POST /notes/{id}/archive"] == .passed)
    #expect(run.outcomes["contract/valid-input-refused POST /notes/{id}/archive"] == .passed)
    let archived = service.calls.count { $0 == "POST /notes/{id}/archive" }
    #expect(archived > 10)
  }

  @Test("random calls get the requests that are left over, as many as are set")
  func leftOver() async throws {
    func archived(_ random: Int) async throws -> Int {
      let service = NoteService()
      let settings = ContractSettings(document: "openapi.yaml", requestsPerOperation: 600, mostRandomCalls: random)
      _ = try await GateRun(document: NoteService.document, settings: settings) { service.reply(to: $0) }
      return service.calls.count { $0 == "POST /notes/{id}/archive" }
    }
    let none = try await archived(0)
    #expect(try await archived(150) == none + 150)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let fault: NoteService.Fault
    let check: CheckID
    let line: Int
    let trial: String
    var testDescription: String { "\(fault)" }
  }

  private static let rows = [
    Row(fault: .acceptsLowRank, check: "contract/invalid-input-accepted", line: 36, trial: "coverage: body /rank: below minimum"),
    Row(fault: .refusesHighestRank, check: "contract/valid-input-refused", line: 36, trial: "coverage: body /rank: maximum"),
  ]

  @Test("what is accepted or refused against the document is found at the line of the keyword", arguments: rows)
  func limits(row: Row) async throws {
    let (run, _) = try await run(row.fault)
    let finding = try #require(run.findings.first)
    #expect(run.findings.count == 1)
    #expect(finding.check == row.check)
    #expect(finding.location == SourceLocation(path: "openapi.yaml", line: row.line))
    #expect(finding.evidence.last?.text == row.trial)
  }

  @Test("an operation that validates nothing has one finding and not one for each keyword")
  func nothingValidated() async throws {
    let (run, _) = try await run(.acceptsEverything)
    let findings = run.findings.filter { $0.check == "contract/invalid-input-accepted" }
    #expect(findings.count == 1)
    #expect(findings.first?.occurrences ?? 0 > 6)
    #expect(findings.first?.message.contains("nearly everything") == true)
  }

  @Test("a reproducer is as small as it can be")
  func small() async throws {
    let (run, _) = try await run(.crashesOnColour)
    let finding = try #require(run.findings.first { $0.check == "contract/server-error" && $0.subject == "POST /notes" })
    let script = try #require(finding.evidence.first?.text)
    #expect(script.contains(#""colour":"#))
    #expect(!script.contains("rank"))
    #expect(!script.contains("labels"))
  }

  @Test("what doesn't recur is marked unstable and fails nothing")
  func unstable() async throws {
    let (run, _) = try await run(.failsOnce)
    let finding = try #require(run.findings.first { $0.check == "contract/server-error" })
    #expect(finding.disposition == .unstable)
    #expect(!finding.failsRun)
  }

  @Test("a component that is broken at two operations is one finding")
  func shared() async throws {
    let (run, _) = try await run(.answersTextForRank)
    let findings = run.findings.filter { $0.check == "contract/response-schema" }
    #expect(Set(findings.map(\.subject)) == ["POST /notes", "GET /notes/{id}"])
    #expect(Set(findings.map(\.fingerprint)).count == 1)
  }

  @Test("cases of one operation name one lane")
  func lanes() async throws {
    let (run, _) = try await run(nil)
    let lanes = Dictionary(grouping: run.cases, by: \.lane)
    #expect(Set(lanes.keys.compactMap(\.self)).contains("GET /notes/{id}"))
    #expect(lanes[nil] == nil)
  }
}
