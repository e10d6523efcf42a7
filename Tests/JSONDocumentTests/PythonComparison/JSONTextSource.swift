/// Makes JSON texts, and texts that are nearly JSON; the same ones for the same seed.
struct JSONTextSource {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 }

  mutating func validText() -> [UInt8] {
    var text: [UInt8] = []
    value(into: &text, depth: 0)
    return text
  }

  /// A valid text with one to three bytes changed; now and then it is valid still.
  mutating func damagedText() -> [UInt8] {
    var text = validText()
    for _ in 0...below(3) {
      let place = below(text.count + 1)
      switch below(4) {
      case 0 where place < text.count: text.remove(at: place)
      case 1 where place < text.count: text[place] = pick(Self.troublesome)
      case 2: text.removeSubrange(place...)
      default: text.insert(pick(Self.troublesome), at: place)
      }
    }
    return text
  }

  private static let troublesome: [UInt8] =
    Array("{}[]\",:\\/0123456789eE.+-tfnu \t\n\rNI'".utf8) + [0, 1, 0x0B, 0x1F, 0x7F, 0x80, 0xBF, 0xC3, 0xED, 0xEF, 0xF4, 0xFF]

  private static let numbers = [
    "0", "-0", "1", "-1", "10", "1.0", "0.1", "-0.0", "1e2", "1E+2", "1e-2", "123456789012345678", "1234567890123456789",
    "0.000000000000000001", "1e400", "9007199254740993", "-12.50", "3.141592653589793238462643", "100000000000000000000000000",
  ]

  private static let pieces = [
    "a", "Z", "0", " ", "é", "e\u{301}", "ß", "日本", "😀", "\\n", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\r", "\\t", "\\u0000", "\\u0041",
    "\\u00e9", "\\uD83D\\uDE00", "\\u2028", "\u{2028}", "\u{7F}", "longer than fifteen bytes",
  ]

  private mutating func value(into text: inout [UInt8], depth: Int) {
    space(into: &text)
    switch below(depth > 5 ? 5 : 8) {
    case 0: text += Array("null".utf8)
    case 1: text += Array((below(2) == 0 ? "true" : "false").utf8)
    case 2, 3: text += Array(pick(Self.numbers).utf8)
    case 4: string(into: &text)
    case 5, 6:
      container("[", "]", into: &text) { source, text in source.value(into: &text, depth: depth + 1) }
    default:
      container("{", "}", into: &text) { source, text in
        source.space(into: &text)
        source.string(into: &text)
        source.space(into: &text)
        text.append(UInt8(ascii: ":"))
        source.value(into: &text, depth: depth + 1)
      }
    }
    space(into: &text)
  }

  private mutating func container(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, into text: inout [UInt8], _ content: (inout JSONTextSource, inout [UInt8]) -> Void
  ) {
    text.append(UInt8(ascii: open))
    for position in 0..<below(5) {
      if position > 0 { text.append(UInt8(ascii: ",")) }
      content(&self, &text)
    }
    space(into: &text)
    text.append(UInt8(ascii: close))
  }

  private mutating func string(into text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    for _ in 0..<below(4) { text += Array(pick(Self.pieces).utf8) }
    text.append(UInt8(ascii: "\""))
  }

  private mutating func space(into text: inout [UInt8]) {
    if below(4) == 0 { text.append(pick(Array(" \t\n\r".utf8))) }
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// SplitMix64.
  private mutating func below(_ limit: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
  }
}
