/// The syntax tree of a pattern. Capturing and laziness are left out: they don't change whether a text matches.
indirect enum PatternNode: Sendable {
  case empty
  case set(ScalarSet)
  case sequence([PatternNode])
  case alternation([PatternNode])
  case repetition(PatternNode, minimum: Int, maximum: Int?)
  case start
  case end
  case wordBoundary(negated: Bool)
  case lookahead(PatternNode, negated: Bool)
  case lookbehind(PatternNode, negated: Bool)
}

/// Why a pattern isn't an ECMA-262 expression that is understood here.
public struct PatternError: Error, Sendable, Hashable, CustomStringConvertible {
  public let pattern: String
  public let reason: String
  /// In code points, from 0.
  public let offset: Int

  public var description: String { "the pattern \(pattern) is wrong at character \(offset + 1): \(reason)" }
}
