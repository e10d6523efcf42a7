import Linearizability
import Testing

@Suite("Linearizability checker")
struct CheckerTests {
  @Test("many alike operations do not make the search explode")
  func alike() throws {
    typealias Event = HistoryEvent<CounterModel.Input, CounterModel.Output>
    var events = (0..<40).flatMap { [Event(process: $0, .invoke(.add(1))), Event(process: $0, .unknown)] }
    events += [Event(process: 90, .invoke(.read)), Event(process: 90, .complete(.value(41)))]
    #expect(try check(CounterModel(), events, limits: CheckLimits(steps: 20_000)).isIllegal)
    events[events.count - 1] = Event(process: 90, .complete(.value(40)))
    #expect(try check(CounterModel(), events, limits: CheckLimits(steps: 20_000)).isOK)
  }

  @Test("keys are judged on their own, and the one without an order is named")
  func partitions() throws {
    typealias Event = HistoryEvent<KeyedRegister.Input, KeyedRegister.Output>
    var events: [Event] = []
    for key in 0..<20 {
      events += [Event(process: key, .invoke(.init(key: key, operation: .write(1)))), Event(process: key, .complete(.written))]
    }
    for key in 0..<20 {
      let seen = key == 13 ? 2 : 1
      events += [Event(process: key, .invoke(.init(key: key, operation: .read))), Event(process: key, .complete(.value(seen)))]
    }
    let checker = LinearizabilityChecker(model: KeyedRegister())
    let result = checker.check(try History(events: events), partitionedBy: \.key)
    #expect(result.key == 13)
    #expect(result.verdict == .illegal(LinearizabilityViolation(longestOrder: [0], blocked: [1], completion: 1, states: ["Optional(1)"])))
    let healthy = checker.check(try History(events: events.filter { $0.process != 13 }), partitionedBy: \.key)
    #expect(healthy.verdict.isOK)
  }
}

/// A register for each key, judged key by key.
private struct KeyedRegister: SequentialModel {
  struct Input: Hashable, Sendable {
    let key: Int
    let operation: Register.Input
  }
  static let name = "keyed-register"
  let initial: Int? = nil
  func step(_ state: Int?, _ input: Input, observed output: Register.Output?) -> Int?? {
    Register().step(state, input.operation, observed: output)
  }
}
