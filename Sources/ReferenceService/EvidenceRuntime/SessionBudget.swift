/// What a session may spend. Set once, when the session is created.
///
/// A wall-clock limit of 0 means that there is none; every other budget at 0 allows nothing.
public struct SessionBudget: Codable, Sendable, Hashable {
  /// Operator calls.
  public var maxCalls: Int
  /// Bytes of evidence that operators return, counted as the UTF-8 length of the row values.
  public var maxBytes: Int
  /// Milliseconds since the session was created; 0 is unbounded.
  public var maxWallclockMilliseconds: Int
  /// How far a call may be from the question: a search has depth 1, what follows from its references depth 2, and so on.
  public var maxDepth: Int
  /// Operator calls of one session at the same time.
  public var maxParallelism: Int

  public static let callBounds = 0...10_000
  public static let byteBounds = 0...1_073_741_824
  public static let wallclockBounds = 0...300_000
  public static let depthBounds = 0...16
  public static let parallelismBounds = 1...256

  /// The budget of a session that names none.
  public static let standard = SessionBudget(
    maxCalls: 32, maxBytes: 1_048_576, maxWallclockMilliseconds: 60_000, maxDepth: 4, maxParallelism: 1)

  public init(maxCalls: Int, maxBytes: Int, maxWallclockMilliseconds: Int, maxDepth: Int, maxParallelism: Int) {
    self.maxCalls = maxCalls
    self.maxBytes = maxBytes
    self.maxWallclockMilliseconds = maxWallclockMilliseconds
    self.maxDepth = maxDepth
    self.maxParallelism = maxParallelism
  }

  enum CodingKeys: String, CodingKey, CaseIterable {
    case maxCalls = "max_calls"
    case maxBytes = "max_bytes"
    case maxWallclockMilliseconds = "max_wallclock_ms"
    case maxDepth = "max_depth"
    case maxParallelism = "max_parallelism"
  }

  /// Reads a budget; a field that is absent takes its standard value, an unknown one is an error.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.closedContainer(keyedBy: CodingKeys.self)
    let standard = Self.standard
    maxCalls = try fields.optional(Int.self, forKey: .maxCalls) ?? standard.maxCalls
    maxBytes = try fields.optional(Int.self, forKey: .maxBytes) ?? standard.maxBytes
    maxWallclockMilliseconds =
      try fields.optional(Int.self, forKey: .maxWallclockMilliseconds) ?? standard.maxWallclockMilliseconds
    maxDepth = try fields.optional(Int.self, forKey: .maxDepth) ?? standard.maxDepth
    maxParallelism = try fields.optional(Int.self, forKey: .maxParallelism) ?? standard.maxParallelism
  }

  /// The first field that is out of its bounds, in words; nil if all are fine.
  public var problem: String? {
    let fields: [(CodingKeys, Int, ClosedRange<Int>)] = [
      (.maxCalls, maxCalls, Self.callBounds),
      (.maxBytes, maxBytes, Self.byteBounds),
      (.maxWallclockMilliseconds, maxWallclockMilliseconds, Self.wallclockBounds),
      (.maxDepth, maxDepth, Self.depthBounds),
      (.maxParallelism, maxParallelism, Self.parallelismBounds),
    ]
    for (key, value, bounds) in fields where !bounds.contains(value) {
      return "budget.\(key.rawValue) is \(value); it must be \(bounds.lowerBound) to \(bounds.upperBound)"
    }
    return nil
  }
}
