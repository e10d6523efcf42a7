/// A script of SQL taken apart into its statements: without comments, texts blanked, words in lower case.
struct SQLStatements {
  struct Statement {
    /// Words and signs; of quoted names and literals only the marks stay apart from names in double quotation marks.
    var words: [String]
    /// The place of the first word.
    var range: Range<Int>

    func begins(_ text: String...) -> Bool { words.starts(with: text) }

    /// Where some words stand one behind the other.
    func index(of text: [String], from start: Int = 0) -> Int? {
      guard words.count >= text.count else { return nil }
      return (start..<max(start, words.count - text.count + 1)).first { words[$0..<($0 + text.count)].elementsEqual(text) }
    }

    func has(_ text: String...) -> Bool { index(of: text) != nil }

    /// The word behind some others.
    func word(after text: [String], skipping: Set<String> = []) -> String? {
      guard let index = index(of: text) else { return nil }
      return words[(index + text.count)...].first { !skipping.contains($0) }
    }
  }

  private(set) var statements: [Statement] = []
  private var current: [String] = []
  private var start: Int?
  private var end = 0

  init(_ bytes: [UInt8]) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      switch byte {
      case 0x2D where next == 0x2D: index = Self.skip(bytes, from: index, to: [10])
      case 0x2F where next == 0x2A: index = Self.skip(bytes, from: index + 2, to: [0x2A, 0x2F])
      case 0x27:
        add("''", index)
        index = Self.skip(bytes, from: index + 1, to: [0x27])
      case 0x22:
        let close = Self.skip(bytes, from: index + 1, to: [0x22])
        add(bytes[(index + 1)..<max(index + 1, close - 1)].text.lowercased(), index)
        index = close
      case 0x24:
        guard let fence = Self.fence(bytes, index) else {
          index += 1
          continue
        }
        add("''", index)
        index = Self.skip(bytes, from: index + fence.count, to: fence)
      case 0x3B:
        finish()
        index += 1
      default:
        guard byte.isName else {
          if byte > 0x20 { add(String(UnicodeScalar(byte)), index) }
          index += 1
          continue
        }
        let close = bytes[index...].firstIndex { !$0.isName } ?? bytes.count
        add(bytes[index..<close].text.lowercased(), index)
        index = close
      }
      end = min(index, bytes.count)
    }
    finish()
  }

  private mutating func add(_ word: String, _ place: Int) {
    if start == nil { start = place }
    current.append(word)
  }

  private mutating func finish() {
    if let start { statements.append(Statement(words: current, range: start..<max(start, end))) }
    start = nil
    current = []
  }

  /// The place behind the next occurrence.
  private static func skip(_ bytes: [UInt8], from start: Int, to end: [UInt8]) -> Int {
    var index = start
    while index < bytes.count {
      if bytes[index...].starts(with: end) { return index + end.count }
      index += 1
    }
    return bytes.count
  }

  /// `$$` or `$name$`.
  private static func fence(_ bytes: [UInt8], _ start: Int) -> [UInt8]? {
    guard let close = bytes[(start + 1)...].firstIndex(where: { !$0.isName }), bytes[close] == 0x24,
      start + 1 == close || !(0x30...0x39).contains(bytes[start + 1])
    else { return nil }
    return Array(bytes[start...close])
  }
}
