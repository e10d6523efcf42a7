/// Runs a program over a text in time proportional to both, whatever the pattern: there is no backtracking to explode.
struct PatternMatcher {
  let text: [Unicode.Scalar]

  /// Whether the program matches anywhere.
  func matches(_ program: PatternProgram) -> Bool {
    run(program, from: 0, sliding: true, endingAt: nil)
  }

  private func run(_ program: PatternProgram, from start: Int, sliding: Bool, endingAt end: Int?) -> Bool {
    let slides = sliding && !program.isAnchored
    var current: [Int] = []
    var marks = [Int](repeating: -1, count: program.instructions.count)
    var position = start
    add(0, at: position, of: program, to: &current, marks: &marks)
    while true {
      for counter in current {
        if case .match = program.instructions[counter], end == nil || end == position { return true }
      }
      guard position < (end ?? text.count), slides || !current.isEmpty else { return false }
      let scalar = text[position]
      position += 1
      var next: [Int] = []
      for counter in current {
        if case .set(let set) = program.instructions[counter], set.contains(scalar) {
          add(counter + 1, at: position, of: program, to: &next, marks: &marks)
        }
      }
      if slides { add(0, at: position, of: program, to: &next, marks: &marks) }
      current = next
    }
  }

  /// Follows what takes no text, and adds the instructions that do.
  private func add(_ counter: Int, at position: Int, of program: PatternProgram, to threads: inout [Int], marks: inout [Int]) {
    var open = [counter]
    while let counter = open.popLast() {
      guard marks[counter] != position else { continue }
      marks[counter] = position
      switch program.instructions[counter] {
      case .set, .match: threads.append(counter)
      case .jump(let target): open.append(target)
      case .split(let first, let second): open.append(contentsOf: [second, first])
      case .start: if position == 0 { open.append(counter + 1) }
      case .end: if position == text.count { open.append(counter + 1) }
      case .wordBoundary(let negated): if isBoundary(position) != negated { open.append(counter + 1) }
      case .look(let inner, let ahead, let negated):
        if look(inner, ahead: ahead, at: position) != negated { open.append(counter + 1) }
      }
    }
  }

  private func look(_ program: PatternProgram, ahead: Bool, at position: Int) -> Bool {
    if ahead { return run(program, from: position, sliding: false, endingAt: nil) }
    return (0...position).contains { run(program, from: $0, sliding: false, endingAt: position) }
  }

  private func isBoundary(_ position: Int) -> Bool {
    let before = position > 0 && ScalarSet.word.contains(text[position - 1])
    let after = position < text.count && ScalarSet.word.contains(text[position])
    return before != after
  }
}
