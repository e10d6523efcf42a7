/// A model's states and its alike operations as small numbers, and what was learned of its steps.
///
/// States are kept once, so that a configuration holds four bytes for any of them, and each step of the model is computed
/// once while it is remembered: a search meets the same step in thousands of configurations.
struct TransitionTable<Model: SequentialModel> {
  typealias Subject = Operation<Model.Input, Model.Output>

  /// The answer of `next` where the model does not allow the operation.
  static var refused: Int32 { -1 }
  /// The answer of `next` where the model will not allow it any more, either.
  static var hopeless: Int32 { -2 }

  let model: Model
  private var inputs: [Model.Input] = []
  private var outputs: [Model.Output?] = []
  private var states: [Model.State] = []
  private var numbers: [Model.State: Int32] = [:]
  private var keys: [UInt64]
  private var results: [Int32]
  private var used = 0
  private var weight = 0
  private var effort = 0

  /// Remembered steps; when there are more, all are forgotten.
  private static var mostSteps: Int { 1 << 20 }

  init(model: Model) {
    self.model = model
    keys = Array(repeating: .max, count: 1 << 10)
    results = Array(repeating: 0, count: 1 << 10)
  }

  /// Bytes in use, about.
  var bytes: Int { keys.count * 12 + states.count * (MemoryLayout<Model.State>.stride * 2 + 32) + weight * 2 }

  /// What makes two operations alike.
  private struct Likeness: Hashable {
    let input: Model.Input
    let output: Model.Output?
  }

  /// The class of each operation.
  mutating func classify(_ operations: [Subject]) -> [Int32] {
    var known: [Likeness: Int32] = [:]
    return operations.map { operation in
      let likeness = Likeness(input: operation.input, output: output(of: operation))
      if let number = known[likeness] { return number }
      let number = Int32(inputs.count)
      known[likeness] = number
      inputs.append(likeness.input)
      outputs.append(likeness.output)
      return number
    }
  }

  /// What the operation answered, or must have, where it took place at all.
  func output(of operation: Subject) -> Model.Output? {
    operation.returned == nil ? operation.output ?? model.fixedOutput(of: operation.input) : operation.output
  }

  /// What the steps on large states cost since this was asked last, in moves on small ones.
  mutating func takeEffort() -> Int {
    defer { effort = 0 }
    return effort
  }

  private static var bytesPerMove: Int { 256 }

  func state(_ number: Int32) -> Model.State { states[Int(number)] }

  mutating func number(of state: Model.State) -> Int32 {
    if let number = numbers[state] { return number }
    let number = Int32(states.count)
    numbers[state] = number
    states.append(state)
    weight += model.weight(of: state)
    return number
  }

  /// The state after an operation of the class, or ``refused`` or ``hopeless``.
  mutating func next(_ state: Int32, _ operation: Int32) -> Int32 {
    let key = UInt64(UInt32(bitPattern: state)) << 32 | UInt64(UInt32(bitPattern: operation))
    var slot = Int(truncatingIfNeeded: ConfigurationTable.mix(key)) & (keys.count - 1)
    while keys[slot] != .max {
      if keys[slot] == key { return results[slot] }
      slot = (slot + 1) & (keys.count - 1)
    }
    let result = compute(state, operation)
    remember(key, result, at: slot)
    return result
  }

  private mutating func compute(_ state: Int32, _ operation: Int32) -> Int32 {
    effort += model.weight(of: states[Int(state)]) / Self.bytesPerMove
    let (before, input, output) = (states[Int(state)], inputs[Int(operation)], outputs[Int(operation)])
    if let after = model.step(before, input, observed: output) { return number(of: after) }
    return output.map { model.isHopeless(before, input, $0) } ?? false ? Self.hopeless : Self.refused
  }

  private mutating func remember(_ key: UInt64, _ result: Int32, at slot: Int) {
    keys[slot] = key
    results[slot] = result
    used += 1
    guard used * 2 > keys.count else { return }
    guard keys.count < Self.mostSteps * 2 else {
      for index in keys.indices { keys[index] = .max }
      used = 0
      return
    }
    let (oldKeys, oldResults) = (keys, results)
    keys = Array(repeating: .max, count: oldKeys.count * 2)
    results = Array(repeating: 0, count: oldKeys.count * 2)
    for (key, result) in zip(oldKeys, oldResults) where key != .max {
      var slot = Int(truncatingIfNeeded: ConfigurationTable.mix(key)) & (keys.count - 1)
      while keys[slot] != .max { slot = (slot + 1) & (keys.count - 1) }
      keys[slot] = key
      results[slot] = result
    }
  }
}
