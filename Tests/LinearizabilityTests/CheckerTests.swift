import Linearizability
import Testing

@Suite("Linearizability checker")
struct CheckerTests {
  /// A linear congruential sequence, so that the histories are the same each time.
  private struct Sequence {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
  }

  /// A random history of three clients and at most six operations on a register, with random outcomes.
  private func random(_ numbers: inout Sequence) -> History<Register.Input, Register.Output> {
    var operations: [Operation<Register.Input, Register.Output>] = []
    for process in 0..<3 {
      var clock = numbers.next(4)
      for _ in 0..<2 {
        let invoked = clock * 10 + process
        clock += 1 + numbers.next(4)
        let unknown = numbers.next(8) == 0
        let returned = unknown ? nil : clock * 10 + process
        clock += numbers.next(2)
        let isRead = numbers.next(2) == 0
        let value = numbers.next(3)
        let output: Register.Output? = unknown ? nil : isRead ? .value(value) : .written
        operations.append(
          Operation(process: process, input: isRead ? .read : .write(value), output: output, invoked: invoked, returned: returned))
      }
    }
    return History(operations: operations)
  }

  /// Tries every order of every subset that holds all completed operations.
  private func bruteForce(_ operations: [Operation<Register.Input, Register.Output>], _ state: Int?, _ left: Set<Int>) -> Bool {
    if left.allSatisfy({ operations[$0].returned == nil }) { return true }
    for index in left {
      let mustComeBefore = left.contains { other in other != index && (operations[other].returned ?? .max) < operations[index].invoked }
      if mustComeBefore { continue }
      guard let next = Register().step(state, operations[index].input, observed: operations[index].output) else { continue }
      if bruteForce(operations, next, left.subtracting([index])) { return true }
    }
    return false
  }

  @Test("agrees with trying every order, on 2,000 random histories")
  func agreesWithBruteForce() {
    var numbers = Sequence(state: 7)
    let checker = LinearizabilityChecker(model: Register(initial: 0))
    var legal = 0
    for round in 0..<2_000 {
      let history = random(&numbers)
      let expected = bruteForce(history.operations, 0, Set(history.operations.indices))
      let verdict = checker.check(history)
      legal += expected ? 1 : 0
      if verdict.isOK != expected || verdict.isUnknown { Issue.record("round \(round): \(verdict), every order tried: \(expected)") }
    }
    #expect((200...1_800).contains(legal))
  }

  @Test("many alike operations do not make the search explode")
  func alike() throws {
    typealias Event = HistoryEvent<CounterModel.Input, CounterModel.Output>
    var events = (0..<40).flatMap { [Event(process: $0, .invoke(.add(1))), Event(process: $0, .unknown)] }
    events += [Event(process: 90, .invoke(.read)), Event(process: 90, .complete(.value(41)))]
    #expect(try check(CounterModel(), events, limits: CheckLimits(steps: 20_000)).isIllegal)
    events[events.count - 1] = Event(process: 90, .complete(.value(40)))
    #expect(try check(CounterModel(), events, limits: CheckLimits(steps: 20_000)).isOK)
  }

  @Test("the order that is given is one that the model allows")
  func orderIsAWitness() {
    var numbers = Sequence(state: 99)
    let model = Register(initial: 0)
    for _ in 0..<300 {
      let history = random(&numbers)
      guard case .ok(let order) = LinearizabilityChecker(model: model).check(history) else { continue }
      var state: Int? = model.initial
      for index in order {
        guard let next = model.step(state, history.operations[index].input, observed: history.operations[index].output) else {
          Issue.record("operation \(index) cannot follow")
          return
        }
        state = next
      }
    }
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
    #expect(result.verdict == .illegal(LinearizabilityViolation(longestOrder: [0], blocked: [1])))
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
