import Testing

@testable import ContractGate

@Suite struct RequestBudgetTests {
  @Test("keeps to its rate by waiting until the turn of each request")
  func rate() async throws {
    let clock = StepClock()
    let budget = RequestBudget(rate: 10, time: nil, clock: clock)
    for _ in 0..<5 { await budget.takeTurn() }
    #expect(clock.slept == .milliseconds(400))
    #expect(budget.requests == 5)
  }

  @Test("is out of time when the time is over, and never without one")
  func time() async throws {
    let clock = StepClock()
    let budget = RequestBudget(rate: nil, time: .seconds(3), clock: clock)
    let endless = RequestBudget(rate: nil, time: nil, clock: clock)
    #expect(!budget.isOutOfTime)
    try await clock.sleep(for: .seconds(3))
    #expect(budget.isOutOfTime)
    #expect(!endless.isOutOfTime)
  }
}
