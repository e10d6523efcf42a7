/// Which members or items of one instance some keyword has looked at; what `unevaluatedProperties` and `unevaluatedItems` need.
struct Coverage: Sendable {
  /// Whether anybody asks; otherwise nothing is noted.
  var isTracked: Bool
  var positions: Set<Int> = []
  var isComplete = false

  static let untracked = Coverage(isTracked: false)

  /// An empty one for a subschema of the same instance.
  var fresh: Coverage { Coverage(isTracked: isTracked) }

  mutating func insert(_ position: Int) {
    if isTracked { positions.insert(position) }
  }

  mutating func insertAll() {
    if isTracked { isComplete = true }
  }

  mutating func merge(_ other: Coverage) {
    guard isTracked else { return }
    positions.formUnion(other.positions)
    isComplete = isComplete || other.isComplete
  }

  func contains(_ position: Int) -> Bool { isComplete || positions.contains(position) }
}
