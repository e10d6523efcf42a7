import JSONDocument

/// Texts of the least and the greatest length, and the edges of formats.
struct StringBoundaries {
  let site: CaseSite
  let maker: CaseMaker

  private static let longest = 20_000

  func proposals() -> [CaseProposal] {
    let shape = site.shape
    guard shape.values == nil else { return [] }
    var result: [CaseProposal] = []
    func add(_ label: String, _ keyword: SchemaLocation?, _ text: String?, isFixed: Bool = false) {
      guard let keyword = keyword ?? site.keyword, let text else { return }
      result.append(CaseProposal(label: label, keyword: keyword, value: .string(text), isFixed: isFixed))
    }
    if let format = shape.format {
      for edge in FormatSampler.edges(format.value) {
        add("\(format.value.rawValue) \(edge.label)", format.keyword, edge.text, isFixed: true)
      }
    }
    let pattern = shape.patterns.first
    let least = shape.minLength?.value ?? 0
    // A pattern has shortest and longest texts of its own.
    let shortest = max(least, pattern?.value.root.least ?? 0)
    let isFree = pattern == nil && shape.format == nil
    if isFree || pattern != nil {
      let keyword = shape.minLength?.keyword ?? pattern?.keyword
      if shortest > 0 || shape.minLength != nil || pattern != nil {
        add("shortest", keyword, text(length: shortest, "shortest"))
        add("one longer than the shortest", keyword, text(length: shortest + 1, "longer"))
      } else {
        add("empty", keyword, "", isFixed: true)
      }
    }
    if shape.format == nil, !shape.isBase64 { add("letters beyond ASCII", site.keyword, lettersBeyondASCII(), isFixed: true) }
    let own = pattern.flatMap { $0.value.isOpenAtEnd || $0.value.isOpenAtStart ? nil : $0.value.root.most }
    guard let longest = [shape.maxLength?.value, own].compactMap({ $0 }).min(), longest <= Self.longest, longest > shortest else {
      return result
    }
    let keyword = shape.maxLength?.keyword ?? pattern?.keyword
    add("longest", keyword, text(length: longest, "longest"))
    add("one shorter than the longest", keyword, text(length: longest - 1, "shorter"))
    return result
  }

  /// Letters of several alphabets. They keep to the limits whether characters, UTF-16 units or bytes are counted; nil where none can.
  private func lettersBeyondASCII() -> String? {
    let shape = site.shape
    let least = shape.minLength?.value ?? 0
    guard least <= Self.longest else { return nil }
    let texts = ["\u{E9}\u{DF}\u{416}\u{65E5}", "\u{E9}\u{416}", "\u{E9}"].map { letters in
      letters + String(repeating: "a", count: max(0, least - letters.unicodeScalars.count))
    }
    return texts.first { text in
      text.utf8.count <= shape.maxLength?.value ?? .max && StringSource(shape: shape, effort: .random).fits(text)
    }
  }

  /// A text of exactly this length that the shape allows.
  func text(length: Int, _ label: String) -> String? {
    guard length >= 0, length <= site.shape.maxLength?.value ?? .max else { return nil }
    var shape = site.shape
    shape.minLength = Sourced(value: length, keyword: shape.minLength?.keyword ?? SchemaLocation(document: ""))
    shape.maxLength = Sourced(value: length, keyword: shape.maxLength?.keyword ?? SchemaLocation(document: ""))
    var random = maker.random(site.place, label)
    return StringSource(shape: shape, effort: .random).string(&random)
  }
}
