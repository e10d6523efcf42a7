import ContractGate
import GateKit
import GateModel
import Testing

/// What a service does that keeps the keys of its calls is right, and hides nothing that is wrong.
@Suite struct IdempotencyKeyTests {
  private static func run(_ service: PaymentService, seed: UInt64 = 1) async throws -> GateRun {
    let settings = ContractSettings(document: "openapi.yaml", requestsPerOperation: 120)
    return try await GateRun(document: service.document, settings: settings, seed: seed) { service.reply(to: $0) }
  }

  @Test("Every call has a key of its own, so that none is refused for another's", arguments: PaymentService.KeyForm.allCases)
  func healthy(form: PaymentService.KeyForm) async throws {
    let run = try await Self.run(PaymentService(form))
    #expect(run.findings.map(\.message) == [])
    #expect(run.outcomes.filter { $0.value.name == "inconclusive" }.isEmpty)
    #expect(run.outcomes["contract/valid-input-refused POST /payments"] == .passed)
  }

  @Test("A wrong amount that is taken is found beside the keys")
  func wrong() async throws {
    let run = try await Self.run(PaymentService(.uuid, takesAnyAmount: true))
    #expect(!run.findings.isEmpty)
    #expect(run.findings.allSatisfy { $0.check == "contract/invalid-input-accepted" })
  }
}
