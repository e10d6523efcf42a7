/// What a check of a history found.
public enum LinearizabilityVerdict: Sendable, Hashable {
  /// An order exists: the positions of the operations in `History.operations`, in an order that the model allows.
  case ok(order: [Int])
  /// No order exists.
  case illegal(LinearizabilityViolation)
  /// The check was given up.
  case unknown(reason: String)
}

/// The furthest that any order comes, and what then cannot follow.
public struct LinearizabilityViolation: Sendable, Hashable {
  /// The longest order of operations, as positions in `History.operations`, that the model allows.
  public let longestOrder: [Int]
  /// The completed operations of which one would have to come next.
  public let blocked: [Int]

  public init(longestOrder: [Int], blocked: [Int]) {
    self.longestOrder = longestOrder
    self.blocked = blocked
  }
}

extension LinearizabilityVerdict {
  /// One verdict over independent parts: illegal where one is, else unknown where one is, else ok.
  public static func combined<Key: Hashable & Sendable>(
    _ parts: [(key: Key, verdict: LinearizabilityVerdict)]
  ) -> (key: Key?, verdict: LinearizabilityVerdict) {
    for part in parts { if case .illegal = part.verdict { return (part.key, part.verdict) } }
    for part in parts { if case .unknown = part.verdict { return (part.key, part.verdict) } }
    return (nil, .ok(order: []))
  }
}
