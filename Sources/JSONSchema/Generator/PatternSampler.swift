/// Draws texts that match a pattern. Assertions are not steered by, so a sample has to be checked.
struct PatternSampler {
  let effort: Effort
  /// A length to reach where repetitions are open.
  var least = 0

  private static let longest = 8_192

  /// Nil when a class of the pattern has no member that could be found, or the text grew too long.
  func sample(_ node: PatternNode, _ random: inout SeededGenerator) -> String? {
    var text = String.UnicodeScalarView()
    return append(node, to: &text, &random) ? String(text) : nil
  }

  private func append(_ node: PatternNode, to text: inout String.UnicodeScalarView, _ random: inout SeededGenerator) -> Bool {
    guard text.count <= Self.longest else { return false }
    switch node {
    case .empty, .start, .end, .wordBoundary, .lookahead, .lookbehind: return true
    case .set(let set):
      guard let scalar = member(of: set, &random) else { return false }
      text.append(scalar)
      return true
    case .sequence(let parts):
      for part in parts { guard append(part, to: &text, &random) else { return false } }
      return true
    case .alternation(let branches):
      let choice = effort == .random ? Int.random(in: 0..<branches.count, using: &random) : 0
      return append(branches[choice], to: &text, &random)
    case .repetition(let inner, let minimum, let maximum):
      for _ in 0..<count(minimum, maximum, text.count, &random) { guard append(inner, to: &text, &random) else { return false } }
      return true
    }
  }

  private func count(_ minimum: Int, _ maximum: Int?, _ length: Int, _ random: inout SeededGenerator) -> Int {
    let open = max(least - length, minimum)
    let most = maximum ?? max(minimum + 8, open)
    switch effort {
    case .plain, .full: return min(max(minimum, min(open, most)), most)
    case .low: return minimum
    case .high: return min(most, minimum + 256)
    case .random: return Int.random(in: minimum...min(most, max(minimum + 8, open)), using: &random)
    }
  }

  /// Printable ASCII is preferred, in the order letters, digits, others.
  private func member(of set: ScalarSet, _ random: inout SeededGenerator) -> Unicode.Scalar? {
    let fitting = Self.preferred.filter(set.contains)
    if let first = fitting.first { return effort == .random ? fitting.randomElement(using: &random) : first }
    for case .range(let range) in set.items where !set.isNegated {
      if let scalar = Unicode.Scalar(range.lowerBound) { return scalar }
    }
    return (0x80...0x2FFF).lazy.compactMap(Unicode.Scalar.init).first(where: set.contains)
  }

  private static let preferred: [Unicode.Scalar] = {
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".unicodeScalars)
    let others = (0x20...0x7E).compactMap { Unicode.Scalar($0 as UInt32) }.filter { !letters.contains($0) }
    return letters + others
  }()
}
