/// A pattern as instructions for a machine that follows all alternatives at once.
struct PatternProgram: Sendable {
  enum Instruction: Sendable {
    case set(ScalarSet)
    case split(Int, Int)
    case jump(Int)
    case start
    case end
    case wordBoundary(negated: Bool)
    case look(PatternProgram, ahead: Bool, negated: Bool)
    case match
  }

  private(set) var instructions: [Instruction] = []
  /// Whether a match can only begin at the start of the text.
  private(set) var isAnchored = false

  private static let largest = 50_000

  init(_ node: PatternNode, pattern: String) throws(PatternError) {
    try emit(node, pattern)
    instructions.append(.match)
    if case .start = instructions[0] { isAnchored = true }
  }

  /// Whether what stands before or after a place decides, beyond the start and the end of the text.
  var looksAround: Bool {
    instructions.contains { instruction in
      switch instruction {
      case .wordBoundary, .look: true
      default: false
      }
    }
  }

  private mutating func emit(_ node: PatternNode, _ pattern: String) throws(PatternError) {
    guard instructions.count < Self.largest else {
      throw PatternError(pattern: pattern, reason: "its repetitions make it too large", offset: 0)
    }
    switch node {
    case .empty: break
    case .set(let set): instructions.append(.set(set))
    case .sequence(let parts): for part in parts { try emit(part, pattern) }
    case .alternation(let branches): try emitAlternation(branches[...], pattern)
    case .repetition(let inner, let minimum, let maximum): try emitRepetition(inner, minimum, maximum, pattern)
    case .start: instructions.append(.start)
    case .end: instructions.append(.end)
    case .wordBoundary(let negated): instructions.append(.wordBoundary(negated: negated))
    case .lookahead(let inner, let negated):
      instructions.append(.look(try PatternProgram(inner, pattern: pattern), ahead: true, negated: negated))
    case .lookbehind(let inner, let negated):
      instructions.append(.look(try PatternProgram(inner, pattern: pattern), ahead: false, negated: negated))
    }
  }

  private mutating func emitAlternation(_ branches: ArraySlice<PatternNode>, _ pattern: String) throws(PatternError) {
    var jumps: [Int] = []
    for (offset, branch) in branches.enumerated() {
      guard offset < branches.count - 1 else {
        try emit(branch, pattern)
        break
      }
      let split = instructions.count
      instructions.append(.split(split + 1, 0))
      try emit(branch, pattern)
      jumps.append(instructions.count)
      instructions.append(.jump(0))
      instructions[split] = .split(split + 1, instructions.count)
    }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  private mutating func emitRepetition(
    _ inner: PatternNode, _ minimum: Int, _ maximum: Int?, _ pattern: String
  ) throws(PatternError) {
    for _ in 0..<minimum { try emit(inner, pattern) }
    guard let maximum else {
      let split = instructions.count
      instructions.append(.split(split + 1, 0))
      try emit(inner, pattern)
      instructions.append(.jump(split))
      instructions[split] = .split(split + 1, instructions.count)
      return
    }
    var splits: [Int] = []
    for _ in minimum..<max(minimum, maximum) {
      splits.append(instructions.count)
      instructions.append(.split(instructions.count + 1, 0))
      try emit(inner, pattern)
    }
    for split in splits { instructions[split] = .split(split + 1, instructions.count) }
  }
}
