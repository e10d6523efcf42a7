/// A stretch of the work on one operation.
enum Phase: String, Sendable, Hashable, CaseIterable {
  /// The document alone.
  case document
  /// The examples of the document.
  case examples
  /// The plainest and fullest calls, then each parameter and field at its limits, one at a time: the same for every seed.
  case coverage
  /// Random calls.
  case generated
  /// Several calls after one another: what is created is read, changed and deleted.
  case stateful
}
