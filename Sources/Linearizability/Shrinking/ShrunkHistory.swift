/// A part of a history that has no order, and that shows why the whole has none.
struct ShrunkHistory<Model: SequentialModel>: Sendable {
  var operations: [Operation<Model.Input, Model.Output>]
  /// Where each of them stands in the whole.
  var positions: [Int]
  /// The states from which they may begin; they have no order from any.
  var states: [Model.State]
  /// The one of them that is explained.
  var state: Model.State
  var explanation: LinearizabilityViolation
}
