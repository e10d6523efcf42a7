import Linearizability
import Testing

@Suite("History")
struct HistoryTests {
  @Test("pairs invocations with completions, and leaves out what certainly failed")
  func pairs() throws {
    let history = try History<Register.Input, Register.Output>(events: [
      .init(process: 1, .invoke(.write(1))), .init(process: 2, .invoke(.read)), .init(process: 1, .complete(.written)),
      .init(process: 2, .fail), .init(process: 3, .invoke(.write(3))),
    ])
    #expect(
      history.operations == [
        Operation(process: 1, input: .write(1), output: .written, invoked: 0, returned: 2),
        Operation(process: 3, input: .write(3), output: nil, invoked: 4, returned: nil),
      ])
  }

  @Test("a completion without an invocation is an error")
  func completionAlone() {
    #expect(throws: HistoryError.completedWithoutInvocation(process: 4, position: 0)) {
      try History(events: [RegisterEvent(process: 4, .complete(.written))])
    }
  }

  @Test("a second invocation of a client is an error, also after an unknown outcome", arguments: [true, false])
  func invokedTwice(unknown: Bool) {
    let first = RegisterEvent(process: 1, .invoke(.read))
    let events = unknown ? [first, RegisterEvent(process: 1, .unknown), first] : [first, first]
    #expect(throws: HistoryError.invokedWhileOpen(process: 1, position: events.count - 1)) { try History(events: events) }
  }
}
