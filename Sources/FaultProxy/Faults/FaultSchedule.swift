/// Which connections a fault meets and when it is in force, by counts of what passes, so that no clock takes part.
public struct FaultSchedule: Sendable, Hashable {
  /// Which connections.
  public enum Connections: String, Sendable, Hashable, CaseIterable {
    case all
    /// Those that were open when the fault came into force.
    case existing
    /// Those that came afterwards.
    case new
  }

  /// So much traffic, counted from one moment on.
  public enum Traffic: Sendable, Hashable {
    /// Connections that were accepted, refused ones included.
    case connections(Int)
    /// Bytes that were delivered in the fault's direction, on the connections that it may meet.
    case bytes(Int)
    /// Times that a client spoke for the first time or after the server had: requests, for a protocol that asks and answers.
    case requests(Int)

    var count: Int {
      switch self {
      case .connections(let count), .bytes(let count), .requests(let count): count
      }
    }
  }

  public var connections: Connections
  /// Only the first so many: requests for a fault of HTTP, otherwise new connections.
  public var first: Int?
  /// Only every so-manieth: 2 is the second, the fourth and so on. Counts like ``first``.
  public var every: Int?
  /// It comes into force after so much traffic from its application on; nil for at once.
  public var after: Traffic?
  /// It ends by itself after so much traffic from its coming into force on; nil for when it is healed.
  public var until: Traffic?

  /// At once, for everything, until it is healed.
  public static let always = FaultSchedule()

  public init(connections: Connections = .all, first: Int? = nil, every: Int? = nil, after: Traffic? = nil, until: Traffic? = nil) {
    self.connections = connections
    self.first = first
    self.every = every
    self.after = after
    self.until = until
  }

  /// The `ordinal`-th, counted from 1, is meant.
  func picks(_ ordinal: Int) -> Bool {
    if let first, ordinal > first { return false }
    if let every { return ordinal % every == 0 }
    return true
  }
}
