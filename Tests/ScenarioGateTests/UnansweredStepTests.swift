import GateKit
import Testing

@testable import ScenarioGate

/// A request that must get no answer.
@Suite(.timeLimit(.minutes(1)))
struct UnansweredStepTests {
  @Test("silence is what the step asks for, and counts as a condition that was judged")
  func silence() async throws {
    let run = try await GateRun(
      """
      id: silent
      title: Silence
      dependencies: [store]
      steps:
        - { fault: blackhole, dependency: store }
        - { unanswered: GET /, within: 50ms }
      """)
    #expect(run.outcome == .passed, "\(String(describing: run.outcome))")
  }

  @Test("an answer is a finding at the line of the step")
  func answer() async throws {
    let run = try await GateRun("id: loud\ntitle: An answer\nsteps:\n  - unanswered: GET /")
    #expect(run.outcome == .failed)
    #expect(run.findings.first?.message.contains("answer must be missing for 1.0 seconds, and is there with status 200") == true)
    #expect(run.findings.first?.location?.line == 4)
  }
}
