import JSONDocument

/// Makes strings for a shape: by pattern, by format, or of a length. What it returns meets the shape.
struct StringSource {
  let shape: Shape
  let effort: Effort
  var isSettled = true

  private static let longest = 20_000
  private static let rounds = 24

  var least: Int { shape.minLength?.value ?? 0 }
  var most: Int? { shape.maxLength?.value }

  func string(_ random: inout SeededGenerator) -> String? {
    guard least <= Self.longest, least <= most ?? .max else { return nil }
    // The usual case: nothing but lengths.
    if shape.patterns.isEmpty, shape.format == nil, !shape.isBase64, shape.avoidedPatterns.isEmpty, shape.excluded.isEmpty {
      return letters(length(&random), &random)
    }
    for round in 0..<Self.rounds {
      let effort = round == 0 ? self.effort : .random
      guard let text = StringSource(shape: shape, effort: effort).draw(&random) else { return nil }
      if fits(text) { return text }
    }
    return nil
  }

  /// Whether a text meets all that the shape says about strings.
  func fits(_ text: String) -> Bool {
    let length = text.unicodeScalars.count
    guard length >= least, length <= most ?? .max, shape.patterns.allSatisfy({ $0.value.pattern.matches(text) }) else { return false }
    guard !shape.avoidedPatterns.contains(where: { $0.matches(text) }), !shape.excluded.contains(.string(text)) else { return false }
    return !shape.assertsFormat || shape.format.map { $0.value.matches(text) } ?? true
  }

  private func draw(_ random: inout SeededGenerator) -> String? {
    if let pattern = narrowest?.value {
      let floor = max(least, pattern.root.least)
      let ceiling = min(most ?? .max, pattern.isOpenAtEnd || pattern.isOpenAtStart ? .max : pattern.root.most ?? .max)
      guard floor <= ceiling else { return nil }
      let length: Int
      switch effort {
      case .plain, .full: length = min(max(floor, 1), ceiling)
      case .low: length = floor
      case .high: length = ceiling <= Self.longest ? ceiling : floor + 8
      case .random: length = Int.random(in: floor...min(ceiling, floor + 12), using: &random)
      }
      return PatternSampler(isRandom: effort == .random).sample(pattern, length: length, &random)
    }
    if let format = shape.format?.value { return FormatSampler.sample(format, lengths: least...max(least, most ?? .max), effort, &random) }
    if shape.isBase64 { return String(repeating: "YWJj", count: max(1, (least + 3) / 4)) }
    return letters(length(&random), &random)
  }

  /// The pattern that says most about lengths is drawn from, the others are checked.
  private var narrowest: Sourced<PatternPlan>? {
    shape.patterns.max { first, second in
      (first.value.root.least, first.value.isOpenAtEnd ? 0 : 1) < (second.value.root.least, second.value.isOpenAtEnd ? 0 : 1)
    }
  }

  private func length(_ random: inout SeededGenerator) -> Int {
    let ceiling = max(least, min(most ?? least + 16, least + Self.longest))
    switch effort {
    // An empty string is rarely what a service means by a value, so the plainest has one letter where it may.
    case .plain, .full: return min(max(least, 1), ceiling)
    case .low: return least
    case .high: return most == nil ? least + 16 : ceiling
    case .random: return Int.random(in: min(max(least, 1), ceiling)...min(ceiling, least + 16), using: &random)
    }
  }

  private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)

  private func letters(_ count: Int, _ random: inout SeededGenerator) -> String {
    if effort != .random { return String(repeating: "a", count: count) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    for _ in 0..<count { bytes.append(Self.alphabet[Int(random.next() % 36)]) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
