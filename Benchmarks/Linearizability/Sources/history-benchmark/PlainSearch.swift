import Linearizability

/// What the checker is compared with: Wing and Gong's search as it stands in the paper ("Testing and verifying concurrent
/// objects", 1993), over all keys at once and without a memory of what it tried. Key-value histories only.
struct PlainSearch {
  private let operations: [RecordedOperation]
  private var isDone: [Bool]
  private var values: [HistoryValue?: HistoryValue] = [:]
  private var path: [(operation: Int, before: HistoryValue)] = []
  /// Everything before it is done.
  private var first = 0
  private(set) var moves = 0

  init(_ history: RecordedHistory) {
    operations = history.operations
    isDone = Array(repeating: false, count: operations.count)
  }

  /// Nil where it was given up.
  mutating func hasOrder(within limit: Int) -> Bool? {
    var candidate = 0
    var left = operations.count { $0.returned != nil }
    while left > 0 {
      moves += 1
      if moves > limit { return nil }
      if let next = take(from: candidate) {
        if operations[next].returned != nil { left -= 1 }
        while first < operations.count, isDone[first] { first += 1 }
        candidate = first
      } else {
        guard let (operation, before) = path.popLast() else { return false }
        isDone[operation] = false
        values[operations[operation].key] = before
        if operations[operation].returned != nil { left += 1 }
        first = min(first, operation)
        candidate = operation + 1
      }
    }
    return true
  }

  /// The next operation that no other has to precede, and that the store allows.
  private mutating func take(from start: Int) -> Int? {
    var earliest = Int.max
    for index in first..<operations.count where !isDone[index] {
      if operations[index].invoked > earliest { return nil }
      if index >= start, let after = step(operations[index]) {
        path.append((index, values[operations[index].key] ?? .null))
        values[operations[index].key] = after
        isDone[index] = true
        return index
      }
      earliest = min(earliest, operations[index].returned ?? .max)
    }
    return nil
  }

  private func step(_ operation: RecordedOperation) -> HistoryValue? {
    let value = values[operation.key] ?? .null
    switch operation.name {
    case "put": return operation.argument
    case "append": return .string((value.string ?? "") + (operation.argument.string ?? ""))
    default: return operation.answer.map { $0.value == value } ?? true ? value : nil
    }
  }
}
