/// Draws texts of a wanted length that match a pattern. Assertions are not steered by, so a sample has to be checked.
struct PatternSampler {
  let isRandom: Bool

  private static let longest = 20_000

  /// A text of about this many code points: what the pattern can't reach is left to the check of the caller.
  /// Nil when a class has no member that was found.
  func sample(_ plan: PatternPlan, length: Int, _ random: inout SeededGenerator) -> String? {
    var text = String.UnicodeScalarView()
    let own = min(max(length, plan.root.least), plan.root.most ?? max(length, plan.root.least))
    guard own <= Self.longest, append(plan.root, own, to: &text, &random) else { return nil }
    var result = String(text)
    if text.count < length, plan.isOpenAtEnd || plan.isOpenAtStart {
      let padding = String(repeating: "a", count: min(length - text.count, Self.longest))
      result = plan.isOpenAtEnd ? result + padding : padding + result
    }
    return result
  }

  private func append(
    _ piece: PatternPlan.Piece, _ length: Int, to text: inout String.UnicodeScalarView, _ random: inout SeededGenerator
  ) -> Bool {
    guard text.count <= Self.longest else { return false }
    switch piece.part {
    case .nothing: return true
    case .one(let members):
      guard let first = members.first else { return false }
      text.append(isRandom ? members.randomElement(using: &random) ?? first : first)
      return true
    case .choice(let branches):
      let fitting = branches.filter { length >= $0.least && length <= $0.most ?? .max }
      let nearest = fitting.isEmpty ? branches : fitting
      guard let branch = isRandom ? nearest.randomElement(using: &random) : nearest.first else { return true }
      return append(branch, min(max(length, branch.least), branch.most ?? .max), to: &text, &random)
    case .sequence(let pieces): return append(pieces, length, to: &text, &random)
    case .repetition(let inner, let minimum, let maximum):
      return repeated(inner, minimum, maximum, length, to: &text, &random)
    }
  }

  private func append(
    _ pieces: [PatternPlan.Piece], _ length: Int, to text: inout String.UnicodeScalarView, _ random: inout SeededGenerator
  ) -> Bool {
    var spare = length - pieces.reduce(0) { $0 + $1.least }
    for (position, piece) in pieces.enumerated() {
      let room = piece.most.map { $0 - piece.least } ?? .max
      var extra = max(0, min(spare, room))
      if isRandom, extra > 0, position < pieces.count - 1 {
        // What the later pieces can't take must be taken here.
        var later = 0
        for piece in pieces[(position + 1)...] { later = min(later + (piece.most.map { $0 - piece.least } ?? 1 << 30), 1 << 30) }
        extra = Int.random(in: min(extra, max(0, spare - later))...extra, using: &random)
      }
      spare -= extra
      guard append(piece, piece.least + extra, to: &text, &random) else { return false }
    }
    return true
  }

  private func repeated(
    _ inner: PatternPlan.Piece, _ minimum: Int, _ maximum: Int?, _ length: Int, to text: inout String.UnicodeScalarView,
    _ random: inout SeededGenerator
  ) -> Bool {
    if inner.most == 0 || length == 0 && minimum == 0 { return true }
    let fewest = max(minimum, inner.most.map { (length + $0 - 1) / max($0, 1) } ?? (length > 0 ? 1 : 0))
    let most = min(maximum ?? .max, inner.least > 0 ? length / inner.least : max(length, minimum))
    let upper = max(fewest, most)
    let count = isRandom ? Int.random(in: fewest...min(upper, fewest + 64), using: &random) : fewest
    guard count <= Self.longest else { return false }
    var left = length
    for round in 0..<count {
      let rounds = count - round
      let share = min(max((left + rounds - 1) / rounds, inner.least), inner.most ?? .max)
      left -= share
      guard append(inner, share, to: &text, &random) else { return false }
    }
    return true
  }
}
