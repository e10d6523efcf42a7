/// How often each outcome came.
public struct OutcomeTally: Sendable, Hashable {
  private var counts: [String: Int] = [:]

  public init(_ outcomes: [BurstOutcome] = []) { add(outcomes) }

  public mutating func add(_ outcomes: [BurstOutcome]) {
    for outcome in outcomes { counts[outcome.name, default: 0] += 1 }
  }

  /// `1 x 200, 29 x 401`, in the order of the names.
  public var text: String {
    counts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { "\($0.value) x \($0.key)" }.joined(separator: ", ")
  }
}
