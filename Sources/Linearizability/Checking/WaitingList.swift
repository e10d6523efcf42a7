/// The required operations that are not done, in the order of their invocations, as a list from which one can be taken and
/// put back at its place in constant time (Knuth's dancing links, 2000).
struct WaitingList {
  private(set) var next: [Int32]
  private var previous: [Int32]
  /// What stands behind the last member, and before the first.
  let end: Int32

  init(_ history: CompiledHistory) {
    end = Int32(history.count)
    next = Array(repeating: -1, count: history.count + 1)
    previous = next
    next[Int(end)] = end
    previous[Int(end)] = end
    for operation in 0..<Int32(history.count) where history.isRequired(operation) { append(operation) }
  }

  var first: Int32 { next[Int(end)] }

  private mutating func append(_ operation: Int32) {
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
