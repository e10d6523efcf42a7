/// The beginning of a history up to a place in its order: later operations are gone, and those under way are open.
///
/// An operation that was under way keeps the answer that it was to give. It need not come, but where it comes it must come
/// with that answer, as it does in the whole history; so a beginning without an order proves that the whole has none.
struct HistoryPrefix<Input: Sendable, Output: Sendable> {
  let operations: [Operation<Input, Output>]
  /// Where each of them stands in the whole.
  let positions: [Int]

  /// - Parameter end: the last position that belongs to it.
  init(_ whole: [Operation<Input, Output>], through end: Int, excluding excluded: Int? = nil) {
    var operations: [Operation<Input, Output>] = []
    var positions: [Int] = []
    for (index, operation) in whole.enumerated() where operation.invoked <= end {
      let isOver = index != excluded && operation.returned.map { $0 <= end } ?? false
      positions.append(index)
      operations.append(
        isOver
          ? operation
          : Operation(
            process: operation.process, input: operation.input, output: operation.output, invoked: operation.invoked, returned: nil))
    }
    self.operations = operations
    self.positions = positions
  }
}
