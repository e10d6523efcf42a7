/// Walks over bytes, and knows the line and the column.
struct ByteScanner {
  let bytes: [UInt8]
  private(set) var position = 0
  private(set) var line = 1
  private var lineStart = 0

  /// Values may be nested so deep.
  static let deepest = 64

  init(_ bytes: [UInt8], from position: Int = 0, line: Int = 1) {
    self.bytes = bytes
    self.position = position
    self.line = line
    lineStart = position
    if position == 0, bytes.starts(with: [0xef, 0xbb, 0xbf]) { self.position = 3 }
  }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }
  var following: UInt8? { position + 1 < bytes.count ? bytes[position + 1] : nil }
  var column: Int { position - lineStart + 1 }

  mutating func advance() {
    if position < bytes.count, bytes[position] == UInt8(ascii: "\n") {
      line += 1
      lineStart = position + 1
    }
    position += 1
  }

  mutating func skip(while condition: (UInt8) -> Bool) { while let byte = next, condition(byte) { advance() } }

  /// The bytes up to where the condition ends, as text.
  mutating func take(while condition: (UInt8) -> Bool) -> String {
    let start = position
    while let byte = next, condition(byte) { advance() }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  func error(_ message: String, _ remedy: String) -> HistoryFileError {
    HistoryFileError(line: line, column: column, message, remedy: remedy)
  }

  /// What stands here, for messages.
  var found: String {
    guard let next else { return "the end" }
    return next >= 0x21 && next < 0x7f ? "'\(Character(UnicodeScalar(next)))'" : "byte \(next)"
  }

  // MARK: What JSON and EDN share

  /// A text in double quotes, which stands here.
  mutating func quotedText(mayBreak: Bool = false) throws(HistoryFileError) -> String {
    advance()
    var text: [UInt8] = []
    while let byte = next {
      switch byte {
      case 0..<0x20 where !mayBreak: throw error("a line break or a control character in a text", "Close the text, or escape it")
      case UInt8(ascii: "\""):
        advance()
        guard let result = String(validating: text, as: UTF8.self) else { throw error("a text is not UTF-8", "Write the file in UTF-8") }
        return result
      case UInt8(ascii: "\\"):
        advance()
        try text.append(contentsOf: escaped().utf8)
      default:
        text.append(byte)
        advance()
      }
    }
    throw error("a text has no end", "Close it with '\"'")
  }

  private mutating func escaped() throws(HistoryFileError) -> String {
    guard let byte = next else { throw error("a text has no end", "Close it with '\"'") }
    advance()
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return String(UnicodeScalar(byte))
    case UInt8(ascii: "u"): return try unicode()
    default: throw error("an unknown escape in a text", "Use \\n, \\t, \\r, \\b, \\f, \\\", \\\\ or \\u0000")
    }
  }

  private mutating func unicode() throws(HistoryFileError) -> String {
    let high = try hexadecimal()
    if high & 0xfc00 == 0xd800 {
      guard next == UInt8(ascii: "\\"), following == UInt8(ascii: "u") else { throw error("half a surrogate pair", "Write both halves") }
      advance()
      advance()
      let low = try hexadecimal()
      guard low & 0xfc00 == 0xdc00, let scalar = UnicodeScalar(0x10000 + (high & 0x3ff) << 10 + (low & 0x3ff)) else {
        throw error("half a surrogate pair", "Write both halves")
      }
      return String(scalar)
    }
    guard let scalar = UnicodeScalar(high) else { throw error("half a surrogate pair", "Write both halves") }
    return String(scalar)
  }

  private mutating func hexadecimal() throws(HistoryFileError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
        throw error("'\\u' needs four hexadecimal digits", "Write them")
      }
      value = value << 4 | UInt32(digit)
      advance()
    }
    return value
  }

  /// A number as text: an integer that fits, else a decimal; an integer that does not fit stays text, so that two of them
  /// are equal only when they are.
  static func number(_ text: String) -> HistoryValue? {
    let body = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
    guard let first = body.utf8.first, first >= UInt8(ascii: "0"), first <= UInt8(ascii: "9") else { return nil }
    if let value = Int(text) { return .integer(value) }
    if body.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) { return .string(text) }
    guard let value = Double(text), value.isFinite else { return nil }
    return value == value.rounded() && abs(value) < 1e15 ? .integer(Int(value)) : .decimal(value)
  }
}
