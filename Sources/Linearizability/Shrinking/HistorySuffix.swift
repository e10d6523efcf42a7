/// The end of a history behind one operation, whose effect alone says what the state is then.
///
/// What ended before this operation began came before it, and is gone. What began after it ended comes after it. Whether
/// one that overlapped it comes before or after is open, so it may come or not, with the answer that it had. In any order
/// of the whole, the part behind the operation is an order of this; so an end without an order proves that the whole has
/// none.
struct HistorySuffix<Input: Sendable, Output: Sendable> {
  private(set) var operations: [Operation<Input, Output>] = []
  /// Where each of them stands in the whole.
  private(set) var positions: [Int] = []

  init(_ whole: [Operation<Input, Output>], after index: Int) {
    let (began, ended) = (whole[index].invoked, whole[index].returned ?? .max)
    for (position, operation) in whole.enumerated() where position != index && operation.returned ?? .max >= began {
      let isAfter = operation.invoked > ended || operation.returned == nil
      positions.append(position)
      operations.append(
        isAfter
          ? operation
          : Operation(
            process: operation.process, input: operation.input, output: operation.output, invoked: operation.invoked, returned: nil))
    }
  }
}
