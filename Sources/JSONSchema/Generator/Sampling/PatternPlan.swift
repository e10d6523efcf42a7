/// A pattern made ready for drawing texts: the lengths that each part can have, and the characters to choose from.
struct PatternPlan: Sendable {
  indirect enum Part: Sendable {
    case nothing
    case one([Unicode.Scalar])
    case sequence([Piece])
    case choice([Piece])
    case repetition(Piece, minimum: Int, maximum: Int?)
  }

  /// A part with its lengths in code points; nil is without an end.
  struct Piece: Sendable {
    let part: Part
    let least: Int
    let most: Int?
  }

  let pattern: ECMAPattern
  let root: Piece
  /// Whether text may stand before or after a match.
  let isOpenAtStart: Bool
  let isOpenAtEnd: Bool

  init(_ pattern: ECMAPattern) {
    self.pattern = pattern
    root = Self.piece(pattern.node)
    var parts: [PatternNode] = [pattern.node]
    if case .sequence(let inner) = pattern.node { parts = inner }
    isOpenAtStart = if case .start? = parts.first { false } else { true }
    isOpenAtEnd = if case .end? = parts.last { false } else { true }
  }

  private static let longest = 1 << 30

  private static func piece(_ node: PatternNode) -> Piece {
    switch node {
    case .empty, .start, .end, .wordBoundary, .lookahead, .lookbehind: return Piece(part: .nothing, least: 0, most: 0)
    case .set(let set): return Piece(part: .one(PatternAlphabet.members(of: set)), least: 1, most: 1)
    case .sequence(let nodes):
      let pieces = nodes.map(piece).filter { $0.most != 0 }
      return Piece(part: .sequence(pieces), least: sum(pieces.map(\.least)), most: sum(pieces.map(\.most)))
    case .alternation(let nodes):
      let pieces = nodes.map(piece)
      let mosts = pieces.map(\.most)
      let most: Int? = mosts.contains { $0 == nil } ? nil : mosts.compactMap { $0 }.max()
      return Piece(part: .choice(pieces), least: pieces.map(\.least).min() ?? 0, most: most)
    case .repetition(let node, let minimum, let maximum):
      let inner = piece(node)
      let most: Int?
      if inner.most == 0 { most = 0 } else if let maximum, let one = inner.most { most = min(one * maximum, longest) } else { most = nil }
      return Piece(
        part: .repetition(inner, minimum: minimum, maximum: maximum), least: min(inner.least * minimum, longest), most: most)
    }
  }

  private static func sum(_ lengths: [Int]) -> Int { lengths.reduce(0) { min($0 + $1, longest) } }

  private static func sum(_ lengths: [Int?]) -> Int? {
    var total = 0
    for length in lengths {
      guard let length else { return nil }
      total = min(total + length, longest)
    }
    return total
  }
}

/// The characters that are drawn for a class of a pattern.
enum PatternAlphabet {
  /// Letters and digits first, then other printable ASCII, then anything else; empty when nothing was found.
  static func members(of set: ScalarSet) -> [Unicode.Scalar] {
    if case .range(let range)? = set.items.first, set.items.count == 1, !set.isNegated, range.count == 1 {
      return Unicode.Scalar(range.lowerBound).map { [$0] } ?? []
    }
    let words = wordLike.filter(set.contains)
    if !words.isEmpty { return words }
    let others = printable.filter(set.contains)
    if !others.isEmpty { return others }
    for case .range(let range) in set.items where !set.isNegated {
      if let scalar = Unicode.Scalar(range.lowerBound) { return [scalar] }
    }
    return (0x80...0x2FFF).lazy.compactMap(Unicode.Scalar.init).first(where: set.contains).map { [$0] } ?? []
  }

  private static let wordLike = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".unicodeScalars)
  private static let printable = (0x20...0x7E).compactMap { Unicode.Scalar($0 as UInt32) }
}
