import Testing

@testable import Linearizability

@Suite("Shrinking")
struct ShrinkerTests {
  /// Each remainder has no order by the definition itself, and neither has the whole.
  private func check<Model: SequentialModel>(_ source: RandomHistory<Model>, rounds: Int = 400, location: SourceLocation = #_sourceLocation)
  {
    var numbers = NumberSequence(state: 23)
    let naive = NaiveChecker(model: source.model)
    let checker = LinearizabilityChecker(model: source.model)
    var (shrunk, smaller) = (0, 0)
    for round in 0..<rounds {
      let operations = source.make(&numbers, operations: 3 + numbers.next(6))
      guard case .illegal(let completion, _) = checker.decide(operations, from: source.model.initial) else { continue }
      let result = HistoryShrinker(model: source.model, limits: CheckLimits()).shrink(
        operations, from: source.model.initial, completion: completion)
      shrunk += 1
      if result.operations.count < operations.count { smaller += 1 }
      let keepsOutcomes = zip(result.positions, result.operations).allSatisfy { position, operation in
        operations[position].input == operation.input && operations[position].invoked == operation.invoked
      }
      let isIllegal = result.states.allSatisfy { !naive.isLinearizable(result.operations, from: $0) }
      guard keepsOutcomes, isIllegal, result.states.contains(result.state) else {
        Issue.record("round \(round): \(result.operations) of \(operations)", sourceLocation: location)
        return
      }
      let explanation = result.explanation
      guard result.operations.indices.contains(explanation.completion), !explanation.states.isEmpty else {
        Issue.record("round \(round): \(explanation) explains nothing", sourceLocation: location)
        return
      }
    }
    #expect(shrunk > 20 && smaller > 4, "\(shrunk) illegal, \(smaller) made smaller", sourceLocation: location)
  }

  @Test("what remains of a register's history has no order")
  func register() {
    let inputs = (1...4).map { Register.Input.write($0) } + Array(repeating: .read, count: 6)
    let outputs: [Register.Output] = (0...4).map { .value($0) } + [.written]
    check(RandomHistory(model: Register(initial: 0), inputs: inputs, outputs: outputs, distinct: true))
  }

  @Test("what remains of a history with compare-and-set has no order")
  func compareAndSet() {
    let inputs: [Register.Input] = [.read, .write(1), .write(2), .compareAndSet(expected: 1, new: 2), .compareAndSet(expected: 0, new: 1)]
    let outputs: [Register.Output] = [.value(0), .value(1), .value(2), .written, .compared(true), .compared(false)]
    check(RandomHistory(model: Register(initial: 0), inputs: inputs, outputs: outputs))
  }

  @Test("what remains of a queue's history has no order")
  func queue() {
    check(Samples.distinctQueue)
    check(Samples.queue)
  }

  @Test("what remains of the history of what is counted has no order")
  func counted() {
    check(Samples.counter)
    check(Samples.unitCounter)
    check(Samples.stock)
    check(Samples.fallingStock)
    check(Samples.bank)
  }

  @Test("what remains of the history of a set or a key has no order")
  func values() {
    check(Samples.set)
    check(Samples.growingSet)
    check(Samples.filledSet)
    check(Samples.keyValue)
  }

  @Test("what remains of the history of what is held or used has no order")
  func held() {
    check(Samples.mutex, rounds: 1_500)
    check(Samples.anybodysMutex)
    check(Samples.lease, rounds: 1_500)
    check(Samples.singleUse, rounds: 1_500)
    check(Samples.idempotencyKey, rounds: 1_500)
  }

  /// The rule itself: what is left of a history *with* an order after a removal has an order too.
  @Test("a removal makes no illegality that was not there")
  func removalsAreSound() {
    var numbers = NumberSequence(state: 3)
    let model = Register(initial: 0)
    let inputs: [Register.Input] = [
      .read, .read, .write(1), .write(2), .compareAndSet(expected: 1, new: 2), .compareAndSet(expected: 0, new: 1),
    ]
    let outputs: [Register.Output] = [.value(0), .value(1), .value(2), .written, .compared(true), .compared(false)]
    let source = RandomHistory(model: model, inputs: inputs, outputs: outputs)
    let naive = NaiveChecker(model: model)
    var removals = 0
    for _ in 0..<1_500 {
      let operations = source.make(&numbers, operations: 5)
      guard naive.isLinearizable(operations, from: 0) else { continue }
      for unit in HistoryShrinker(model: model, limits: CheckLimits()).removableUnits(operations, from: 0) {
        removals += 1
        let rest = operations.indices.filter { !unit.contains($0) }.map { operations[$0] }
        guard naive.isLinearizable(rest, from: 0) else {
          Issue.record("removing \(unit) of \(operations)")
          return
        }
      }
    }
    #expect(removals > 500)
  }

  /// The same of a part of a set, whatever its elements are.
  @Test("a part of a set has an order where the whole has one")
  func partsAreSound() {
    var numbers = NumberSequence(state: 8)
    for source in [Samples.set, Samples.growingSet, Samples.filledSet] {
      let naive = NaiveChecker(model: source.model)
      for _ in 0..<600 {
        let operations = source.make(&numbers, operations: 6)
        guard naive.isLinearizable(operations, from: source.model.initial) else { continue }
        let elements = Set((0..<3).filter { _ in numbers.next(2) == 0 })
        let part = source.model.restricted(operations, from: source.model.initial, to: elements)
        guard naive.isLinearizable(part.operations, from: part.state) else {
          Issue.record("\(elements) of \(operations)")
          return
        }
      }
    }
  }

  @Test("a set that only grows is explained by two elements at most")
  func culprits() {
    var numbers = NumberSequence(state: 77)
    var focused = 0
    for source in [Samples.growingSet, Samples.filledSet] {
      let naive = NaiveChecker(model: source.model)
      for round in 0..<1_500 {
        let operations = source.make(&numbers, operations: 8)
        let initial = source.model.initial
        guard let elements = GrowingSet(operations, initial: initial)?.culprits(operations, initial: initial) else { continue }
        focused += 1
        let part = source.model.restricted(operations, from: initial, to: elements)
        guard elements.count <= 2, !naive.isLinearizable(part.operations, from: part.state) else {
          Issue.record("round \(round): \(elements) of \(operations)")
          return
        }
      }
    }
    #expect(focused > 300, "\(focused) parts")
  }

  @Test("a large set is explained by the few operations that matter, and their reads show what matters")
  func largeSet() throws {
    var recorded = (0..<400).map { index in
      RecordedOperation(
        process: .integer(1), name: "add", argument: .integer(index), answer: .init(value: .null), invoked: index * 2,
        returned: index * 2 + 1, invokedLine: index * 2 + 1, returnedLine: index * 2 + 2)
    }
    let seen = (0..<400).filter { $0 != 7 }.map { HistoryValue.integer($0) }
    recorded.append(
      RecordedOperation(
        process: .integer(2), name: "read", answer: .init(value: .list(seen)), invoked: 900, returned: 901, invokedLine: 901,
        returnedLine: 902))
    let report = try ObjectModel.set.checkSerially(RecordedHistory(operations: recorded))
    let violation = try #require(report.violation)
    #expect(violation.operations.map(\.text) == ["add 7 → ok", "read → [] (and 399 more)"])
    #expect(violation.completionLine == 902)
    #expect(violation.possibleStates == ["{7}"])
  }

  @Test("a write that was read never goes without its reader")
  func observedWriteStays() {
    // The new value is seen, then the old one: both writes and both reads are needed.
    let operations: [Operation<Register.Input, Register.Output>] = [
      Operation(process: 1, input: .write(1), output: .written, invoked: 0, returned: 1),
      Operation(process: 1, input: .write(2), output: .written, invoked: 2, returned: 3),
      Operation(process: 2, input: .read, output: .value(2), invoked: 4, returned: 5),
      Operation(process: 2, input: .read, output: .value(1), invoked: 6, returned: 7),
      Operation(process: 3, input: .write(3), output: .written, invoked: 8, returned: 9),
    ]
    let shrunk = HistoryShrinker(model: Register(initial: 0), limits: CheckLimits()).shrink(operations, from: 0, completion: 3)
    for operation in shrunk.operations {
      guard case .value(let seen?) = operation.output else { continue }
      #expect(shrunk.state == seen || shrunk.operations.contains { $0.input == .write(seen) } || seen == 1)
    }
    #expect(!shrunk.operations.contains { $0.input == .write(3) })
    #expect(!NaiveChecker(model: Register(initial: 0)).isLinearizable(shrunk.operations, from: shrunk.state))
  }
}
