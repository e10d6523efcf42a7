/// What a check of a history found.
public enum LinearizabilityVerdict: Sendable, Hashable {
  /// An order exists: the positions of the operations in `History.operations`, in an order that the model allows.
  case ok(order: [Int])
  /// No order exists.
  case illegal(LinearizabilityViolation)
  /// The check was given up.
  case unknown(reason: String)
}

/// The furthest that any order comes, and what then cannot follow. Numbers are positions in `History.operations`.
public struct LinearizabilityViolation: Sendable, Hashable {
  /// An order, that the model allows, of all that had ended before `completion` did, and of what else took effect.
  public var longestOrder: [Int]
  /// The completed operations of which one would have to come next; empty where no order was worked out within the limits.
  public var blocked: [Int]
  /// The operation whose completion no order explains: the history up to just before it has an order.
  public var completion: Int
  /// The states, in words, that were possible just before that; at most ``mostStates``.
  public var states: [String]

  public static let mostStates = 16

  public init(longestOrder: [Int], blocked: [Int], completion: Int, states: [String]) {
    self.longestOrder = longestOrder
    self.blocked = blocked
    self.completion = completion
    self.states = states
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
