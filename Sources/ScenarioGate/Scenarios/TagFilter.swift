/// Which scenarios run, by their tags.
public struct TagFilter: Sendable, Hashable {
  /// One of these at least; empty admits all.
  public var wanted: [String]
  /// None of these.
  public var unwanted: [String]

  public init(wanted: [String] = [], unwanted: [String] = []) {
    self.wanted = wanted
    self.unwanted = unwanted
  }

  func admits(_ tags: [String]) -> Bool {
    (wanted.isEmpty || tags.contains { wanted.contains($0) }) && !tags.contains { unwanted.contains($0) }
  }
}
