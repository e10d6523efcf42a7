/// Makes a table of states from a program, by following all of its alternatives at once for each class of characters.
struct AutomatonBuilder {
  private let program: PatternProgram
  private var numbers: [[Int]: Int] = [:]
  private var states: [[Int]] = []

  private static let mostInstructions = 2_000
  private static let mostStates = 500

  /// Nil for a program that looks around, or that would need too many states.
  static func automaton(for program: PatternProgram) -> PatternAutomaton? {
    guard program.instructions.count <= mostInstructions, !program.looksAround else { return nil }
    var sets: [ScalarSet] = []
    for case .set(let set) in program.instructions { sets.append(set) }
    guard let classes = CharacterClasses(sets) else { return nil }
    var builder = AutomatonBuilder(program)
    return builder.build(classes)
  }

  private init(_ program: PatternProgram) { self.program = program }

  private mutating func build(_ classes: CharacterClasses) -> PatternAutomaton? {
    // The first state is never entered again: only there does the start of the text match.
    states = [closure([0], atStart: true, atEnd: false)]
    var transitions: [Int] = []
    var answers: [PatternAutomaton.Answer] = []
    var position = 0
    while position < states.count {
      let state = states[position]
      let answer = answer(for: state, isFirst: position == 0)
      answers.append(answer)
      for sample in classes.samples {
        if answer == .yes || answer == .no {
          transitions.append(position)
          continue
        }
        guard let next = number(of: step(from: state, over: sample)) else { return nil }
        transitions.append(next)
      }
      position += 1
    }
    return PatternAutomaton(transitions: transitions, classes: classes, answers: answers)
  }

  private func step(from state: [Int], over scalar: Unicode.Scalar) -> [Int] {
    var next: [Int] = []
    for counter in state {
      if case .set(let set) = program.instructions[counter], set.contains(scalar) { next.append(counter + 1) }
    }
    if !program.isAnchored { next.append(0) }
    return closure(next, atStart: false, atEnd: false)
  }

  private mutating func number(of state: [Int]) -> Int? {
    if let known = numbers[state] { return known }
    guard states.count < Self.mostStates else { return nil }
    numbers[state] = states.count
    states.append(state)
    return states.count - 1
  }

  private func answer(for state: [Int], isFirst: Bool) -> PatternAutomaton.Answer {
    if matches(state) { return .yes }
    if state.isEmpty { return .no }
    return matches(closure(state, atStart: isFirst, atEnd: true)) ? .yesAtEnd : .open
  }

  private func matches(_ state: [Int]) -> Bool {
    state.contains { if case .match = program.instructions[$0] { true } else { false } }
  }

  /// What is reached without taking a character; waits at the end of the text where it isn't the end.
  private func closure(_ counters: [Int], atStart: Bool, atEnd: Bool) -> [Int] {
    var reached: Set<Int> = []
    var state: [Int] = []
    var open = counters
    while let counter = open.popLast() {
      guard reached.insert(counter).inserted else { continue }
      switch program.instructions[counter] {
      case .set, .match: state.append(counter)
      case .jump(let target): open.append(target)
      case .split(let first, let second): open += [first, second]
      case .start: if atStart { open.append(counter + 1) }
      case .end: if atEnd { open.append(counter + 1) } else { state.append(counter) }
      case .wordBoundary, .look: break
      }
    }
    return state.sorted()
  }
}
