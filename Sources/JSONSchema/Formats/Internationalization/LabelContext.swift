/// The rules of RFC 5892, appendix A, for code points that are allowed only beside certain others.
///
/// The standard library has neither scripts nor joining types; the ranges here hold the scripts that the rules name.
struct LabelContext {
  let label: [Unicode.Scalar]

  /// Whether the code point at a position may stand there.
  func allows(at position: Int) -> Bool {
    switch label[position].value {
    case 0x200C: isAfterVirama(position) || joins(around: position)
    case 0x200D: isAfterVirama(position)
    case 0xB7: scalar(position - 1) == "l" && scalar(position + 1) == "l"
    case 0x375: scalar(position + 1).map(Self.isGreek) ?? false
    case 0x5F3, 0x5F4: scalar(position - 1).map(Self.isHebrew) ?? false
    case 0x30FB: label.contains(where: Self.isJapanese)
    case 0x660...0x669: !label.contains { (0x6F0...0x6F9).contains($0.value) }
    case 0x6F0...0x6F9: !label.contains { (0x660...0x669).contains($0.value) }
    default: true
    }
  }

  private func scalar(_ position: Int) -> Unicode.Scalar? { label.indices.contains(position) ? label[position] : nil }

  private func isAfterVirama(_ position: Int) -> Bool {
    scalar(position - 1)?.properties.canonicalCombiningClass == .virama
  }

  /// Whether letters that join stand on both sides, apart from marks between them.
  private func joins(around position: Int) -> Bool {
    let before = label[..<position].last { !Self.isTransparent($0) }
    let after = label[(position + 1)...].first { !Self.isTransparent($0) }
    guard let before, let after else { return false }
    return Self.isJoining(before) && !Self.joinsBackwardsOnly(before) && Self.isJoining(after)
  }

  private static func isTransparent(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: true
    default: false
    }
  }

  /// Letters of the cursive scripts.
  private static func isJoining(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x620...0x63F, 0x641...0x64A, 0x66E...0x6D3, 0x6D5, 0x6EE...0x6FF, 0x710...0x72F, 0x74D...0x77F, 0x7CA...0x7EA, 0x840...0x858,
      0x860...0x86A, 0x870...0x887, 0x889...0x88E, 0x8A0...0x8C8, 0x1820...0x1878, 0x1880...0x18AA, 0xA840...0xA872, 0x10AC0...0x10AE4,
      0x10B80...0x10B91, 0x10D00...0x10D23, 0x10F30...0x10F44, 0x1E900...0x1E943:
      scalar.value != 0x621 && scalar.value != 0x674
    default: false
    }
  }

  /// Arabic letters that join only to what stands before them.
  private static func joinsBackwardsOnly(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x622...0x625, 0x627, 0x629, 0x62F...0x632, 0x648, 0x671...0x673, 0x675...0x677, 0x688...0x699, 0x6C0, 0x6C3...0x6CB, 0x6CD,
      0x6CF, 0x6D2, 0x6D3, 0x6D5, 0x6EE, 0x6EF:
      true
    default: false
    }
  }

  private static func isGreek(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x370...0x3E1, 0x3F0...0x3FF, 0x1F00...0x1FFF: true
    default: false
    }
  }

  private static func isHebrew(_ scalar: Unicode.Scalar) -> Bool {
    (0x591...0x5F4).contains(scalar.value) || (0xFB1D...0xFB4F).contains(scalar.value)
  }

  /// Hiragana, Katakana and Han, without the middle dot itself.
  private static func isJapanese(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3041...0x309F, 0x30A1...0x30FA, 0x30FD...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F, 0x3005, 0x3007: true
    default: scalar.properties.isIdeographic
    }
  }
}
