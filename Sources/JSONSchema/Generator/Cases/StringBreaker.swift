import JSONDocument

/// Texts that are too short, too long, or break a pattern or a format.
struct StringBreaker {
  let site: CaseSite
  let maker: CaseMaker

  private static let longest = 20_000

  func proposals(_ text: String) -> [CaseProposal] {
    let shape = site.shape
    guard shape.values == nil else { return [] }
    var result: [CaseProposal] = []
    func add(_ label: String, _ keyword: SchemaLocation, _ text: String?) {
      if let text { result.append(CaseProposal(label: label, keyword: keyword, value: .string(text))) }
    }
    if let limit = shape.minLength, limit.value > 0 {
      add("too short", limit.keyword, self.text(length: limit.value - 1, text, "too short"))
    }
    if let limit = shape.maxLength, limit.value < Self.longest {
      add("too long", limit.keyword, self.text(length: limit.value + 1, text, "too long"))
    }
    for pattern in shape.patterns {
      for broken in broken(text) where !pattern.value.pattern.matches(broken) { add("pattern", pattern.keyword, broken) }
    }
    if let format = shape.format, shape.assertsFormat {
      for broken in FormatSampler.broken(format.value) { add("format \(format.value.rawValue)", format.keyword, broken) }
    }
    return result
  }

  /// A text of a forbidden length that is right in all else.
  private func text(length: Int, _ base: String, _ label: String) -> String? {
    var shape = site.shape
    let keyword = SchemaLocation(document: "")
    shape.minLength = Sourced(value: length, keyword: keyword)
    shape.maxLength = Sourced(value: length, keyword: keyword)
    var random = maker.random(site.place, label)
    return StringSource(shape: shape, effort: .random).string(&random)
  }

  /// The base with one character that patterns rarely allow, at the same length where it can be.
  private func broken(_ text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    var result: [String] = []
    for intruder in ["!", " ", "~", "%", "Z", "z", "0", "\u{E9}"] as [Unicode.Scalar] {
      var first = scalars
      var last = scalars
      if !scalars.isEmpty {
        first[0] = intruder
        last[last.count - 1] = intruder
      }
      let all = [Unicode.Scalar](repeating: intruder, count: max(1, scalars.count))
      for changed in [last, first, all, scalars + [intruder]] { result.append(String(String.UnicodeScalarView(changed))) }
    }
    result.append("")
    return result
  }
}
