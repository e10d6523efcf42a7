/// Makes strings for a shape: by pattern, by format, or of a length.
struct StringSource {
  let shape: SchemaShape
  let effort: Effort
  let attempt: Int

  func string(_ random: inout SeededGenerator) -> String? {
    if let pattern = shape.patterns.first { return matching(pattern, &random) }
    if let format = shape.format, let sample = FormatSampler.sample(format, &random) { return sample }
    let least = shape.minLength
    let most = max(least, min(shape.maxLength ?? least + 16, least + 4_096))
    guard least <= 1 << 20 else { return nil }
    let length: Int
    switch effort {
    // An empty string is rarely what a service means by a value, so the plainest has one letter where it may.
    case .plain, .full: length = min(max(least, 1), most)
    case .low: length = least
    case .high: length = shape.maxLength == nil ? min(most, least + 16) : most
    case .random: length = Int.random(in: least...min(most, least + 16), using: &random)
    }
    return letters(length, &random)
  }

  private func letters(_ count: Int, _ random: inout SeededGenerator) -> String {
    if effort != .random { return String(repeating: "a", count: count) }
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    return String((0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] })
  }

  /// Several samples are drawn until one has an allowed length and suits the other patterns.
  private func matching(_ pattern: ECMAPattern, _ random: inout SeededGenerator) -> String? {
    var last: String?
    for round in 0..<20 {
      let sampler = PatternSampler(effort: round == 0 ? effort : .random, least: shape.minLength)
      guard let sample = sampler.sample(pattern.node, &random) else { return last }
      let length = sample.unicodeScalars.count
      last = sample
      if length >= shape.minLength, length <= shape.maxLength ?? .max, shape.patterns.allSatisfy({ $0.matches(sample) }) { return sample }
    }
    return last
  }
}
