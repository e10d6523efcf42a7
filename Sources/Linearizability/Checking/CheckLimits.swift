/// How much a check may use before it answers `unknown`.
public struct CheckLimits: Sendable, Hashable {
  /// Bytes, about, for the configurations (which operations are done, and the state) that are remembered.
  public var memory: Int
  /// Moves of the search.
  public var steps: Int

  public init(memory: Int = 256 << 20, steps: Int = 20_000_000) {
    self.memory = memory
    self.steps = steps
  }

  /// How many configurations of a history of so many operations fit: a bit for each operation, and about 96 bytes for
  /// the array, the state and the set's slot.
  func configurations(operations: Int) -> Int { max(memory / (operations / 8 + 96), 1) }
}
