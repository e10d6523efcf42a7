/// A part of a history that has no order, and that shows why the whole has none.
struct ShrunkHistory<Model: SequentialModel>: Sendable {
  var operations: [Operation<Model.Input, Model.Output>]
  /// Where each of them stands in the whole.
  var positions: [Int]
  /// The state from which they begin.
  var state: Model.State
  var explanation: LinearizabilityViolation
}
