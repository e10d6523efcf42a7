/// How much a check may use before it answers `unknown`.
public struct CheckLimits: Sendable {
  /// Bytes, about, for the configurations (which operations are done, and the state) and the states that are remembered.
  public var memory: Int
  /// Moves of the search.
  public var steps: Int
  /// True once no time is left; asked every few thousand moves.
  public var isSpent: @Sendable () -> Bool

  public init(memory: Int = 256 << 20, steps: Int = 20_000_000, isSpent: @escaping @Sendable () -> Bool = { false }) {
    self.memory = memory
    self.steps = steps
    self.isSpent = isSpent
  }

  /// These limits with a memory that is divided among so many.
  func divided(by width: Int) -> CheckLimits {
    var part = self
    part.memory = memory / max(width, 1)
    return part
  }
}

/// Why a check was given up.
enum Exhaustion: Sendable, Hashable {
  case steps(Int)
  case memory(Int)
  case time
  case cancelled
  /// More at one moment.
  case configurations(Int)
  /// Moves that led no further.
  case futile(Int)

  var reason: String {
    switch self {
    case .steps(let count): "given up after \(count) steps"
    case .memory(let bytes): "more than \(bytes) bytes of configurations"
    case .time: "out of time"
    case .cancelled: "cancelled"
    case .configurations(let count): "more than \(count) configurations at one moment"
    case .futile(let count): "given up: \(count) steps led no further"
    }
  }
}
