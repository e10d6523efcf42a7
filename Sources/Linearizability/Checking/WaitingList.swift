/// The operations that are not done, in the order of their invocations, as two lists (required and open ones) from which
/// one can be taken and put back at its place in constant time (Knuth's dancing links, 2000).
struct WaitingList {
  private(set) var next: [Int32]
  private var previous: [Int32]
  /// The ends of the two lists, which are also what stands before their first members.
  let requiredEnd: Int32
  let openEnd: Int32

  init(_ history: CompiledHistory) {
    requiredEnd = Int32(history.count)
    openEnd = Int32(history.count + 1)
    next = Array(repeating: -1, count: history.count + 2)
    previous = next
    next[Int(requiredEnd)] = requiredEnd
    previous[Int(requiredEnd)] = requiredEnd
    next[Int(openEnd)] = openEnd
    previous[Int(openEnd)] = openEnd
    for operation in 0..<Int32(history.count) where history.isRequired(operation) { append(operation, to: requiredEnd) }
    for operation in history.open { append(operation, to: openEnd) }
  }

  private mutating func append(_ operation: Int32, to end: Int32) {
    let last = previous[Int(end)]
    next[Int(last)] = operation
    previous[Int(operation)] = last
    next[Int(operation)] = end
    previous[Int(end)] = operation
  }

  mutating func take(_ operation: Int32) {
    let (left, right) = (previous[Int(operation)], next[Int(operation)])
    next[Int(left)] = right
    previous[Int(right)] = left
  }

  /// Puts back the operation that was taken last.
  mutating func putBack(_ operation: Int32) {
    next[Int(previous[Int(operation)])] = operation
    previous[Int(next[Int(operation)])] = operation
  }
}
