import HTTPWire
import JSONDocument
import PostgresAccess
import SeededDefects
import Testing

@testable import ReferenceService

@Suite struct ErrorMappingTests {
  private struct Surprise: Error { let secret = "what nobody may read" }

  @Test("An error that nobody foresaw is 500 without a word of it")
  func closed() {
    let refusal = ClosedErrorMapper().refusal(for: Surprise())
    #expect(refusal.status == .internalServerError)
    #expect(refusal.code == "ERR_INTERNAL")
    #expect(!refusal.message.contains("nobody"))
  }

  @Test("An error with an answer of its own keeps it, and an unavailable store is 503")
  func known() {
    let mapper = ClosedErrorMapper()
    #expect(mapper.refusal(for: RequestBodyProblem.duplicateField).status == .badRequest)
    #expect(mapper.refusal(for: EvidenceFailure.finalized).code == "ERR_SESSION_FINALIZED")
    #expect(mapper.refusal(for: PostgresError.closed).code == "ERR_STORE_UNAVAILABLE")
    #expect(mapper.refusal(for: PostgresError.decoding(column: "c", reason: "r")).code == "ERR_INTERNAL")
  }
}

extension RunningServiceTests {
  @Suite struct LeakTests {
    @Test("error.leaks-internal shows the statement that failed, the healthy service nothing")
    func leaks() async throws {
      try await ServiceHarness.run { harness in
        let headers = try await harness.authorization()
        #expect(try await harness.get("/v1/sessions/none", headers: headers).status == 404)
      }
      try await ServiceHarness.run(.init(defects: ["error.leaks-internal"])) { harness in
        let headers = try await harness.authorization()
        let answer = try await harness.get("/v1/sessions/none", headers: headers)
        #expect(answer.status == 500)
        #expect(answer.json["message"]?.string?.contains("SELECT session_id FROM evidence_sessions") == true)
      }
    }
  }
}
