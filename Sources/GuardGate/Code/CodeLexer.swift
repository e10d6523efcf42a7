/// Blanks comments and the inside of literals, as far as rules need it: nothing can be wrong, and what a file leaves open
/// ends with it.
struct CodeLexer {
  private let input: [UInt8]
  private let language: CodeLanguage
  private(set) var output: [UInt8]
  private(set) var literals: [Range<Int>] = []
  private var index = 0
  private static let depthLimit = 30

  init(_ input: [UInt8], _ language: CodeLanguage) {
    self.input = input
    self.language = language
    output = input
  }

  mutating func run() {
    // A shebang is a comment everywhere.
    if input.starts(with: [0x23, 0x21]) { blankLine() }
    code(depth: 0, until: nil)
  }

  private func peek(_ offset: Int = 0) -> UInt8 { index + offset < input.count ? input[index + offset] : 0 }

  private mutating func blank() {
    if input[index] != 10 { output[index] = 0x20 }
    index += 1
  }

  private mutating func blankLine() { while index < input.count, input[index] != 10 { blank() } }

  /// - Parameter close: what ends it, where it stands within a literal; the bracket itself is left to the caller.
  private mutating func code(depth: Int, until close: UInt8?) {
    var open = 0
    while index < input.count {
      let byte = input[index]
      if let close {
        if byte == (close == 0x29 ? 0x28 : 0x7B) { open += 1 }
        if byte == close {
          if open == 0 { return }
          open -= 1
        }
      }
      if !comment() && !literal(byte, depth: depth) { index += 1 }
    }
  }

  private mutating func comment() -> Bool {
    let byte = peek()
    if language == .python {
      guard byte == 0x23 else { return false }
      blankLine()
      return true
    }
    guard byte == 0x2F else { return false }
    if peek(1) == 0x2F {
      blankLine()
      return true
    }
    guard peek(1) == 0x2A else { return false }
    var depth = 0
    while index < input.count {
      if peek() == 0x2F, peek(1) == 0x2A, depth == 0 || language.nestsComments {
        depth += 1
        blank()
        blank()
      } else if peek() == 0x2A, peek(1) == 0x2F {
        depth -= 1
        blank()
        blank()
        if depth == 0 { return true }
      } else {
        blank()
      }
    }
    return true
  }

  private mutating func literal(_ byte: UInt8, depth: Int) -> Bool {
    switch (language, byte) {
    case (.swift, 0x22), (.swift, 0x23): return swiftLiteral(depth)
    case (.go, 0x22), (.go, 0x27): quoted(byte, escapes: true, spansLines: false)
    case (.go, 0x60): quoted(byte, escapes: false, spansLines: true)
    case (.rust, 0x22): quoted(byte, escapes: true, spansLines: true)
    case (.rust, 0x27):
      // A lifetime has no second mark.
      guard peek(1) == 0x5C || input[min(index + 2, input.count)...].prefix(4).contains(0x27), !isLifetime else { return false }
      quoted(byte, escapes: true, spansLines: false)
    case (.rust, 0x72): return rustRaw()
    case (.python, 0x22), (.python, 0x27):
      if peek(1) == byte, peek(2) == byte {
        fenced([byte, byte, byte])
      } else {
        quoted(byte, escapes: true, spansLines: false)
      }
    case (.script, 0x22), (.script, 0x27): quoted(byte, escapes: true, spansLines: false)
    case (.script, 0x60): template(depth)
    case (.script, 0x2F): return pattern()
    default: return false
    }
    return true
  }

  private var isLifetime: Bool { peek(1).isName && peek(1) < 0x80 && peek(2) != 0x27 }

  /// A literal between two equal marks.
  private mutating func quoted(_ mark: UInt8, escapes: Bool, spansLines: Bool) {
    index += 1
    let start = index
    while index < input.count, input[index] != mark, spansLines || input[index] != 10 {
      if escapes, input[index] == 0x5C, index + 1 < input.count, input[index + 1] != 10 { blank() }
      blank()
    }
    literals.append(start..<index)
    if index < input.count, input[index] == mark { index += 1 }
  }

  /// A literal between fences such as `"""`.
  private mutating func fenced(_ fence: [UInt8], escapes: Bool = true) {
    index += fence.count
    let start = index
    while index < input.count, !input[index...].starts(with: fence) {
      if escapes, input[index] == 0x5C, index + 1 < input.count { blank() }
      blank()
    }
    literals.append(start..<index)
    index = min(index + fence.count, input.count)
  }

  private mutating func rustRaw() -> Bool {
    if index > 0, input[index - 1].isName, input[index - 1] != 0x62 || (index > 1 && input[index - 2].isName) { return false }
    var hashes = 0
    while peek(1 + hashes) == 0x23 { hashes += 1 }
    guard peek(1 + hashes) == 0x22 else { return false }
    index += 1 + hashes
    var fence: [UInt8] = [0x22]
    fence += Array(repeating: 0x23, count: hashes)
    index += 1
    let start = index
    while index < input.count, !input[index...].starts(with: fence) { blank() }
    literals.append(start..<index)
    index = min(index + fence.count, input.count)
    return true
  }

  /// `"..."`, `"""..."""`, `#"..."#` with interpolations, which are code, and `#/.../#`.
  private mutating func swiftLiteral(_ depth: Int) -> Bool {
    var hashes = 0
    while peek(hashes) == 0x23 { hashes += 1 }
    let mark = peek(hashes)
    guard mark == 0x22 || (mark == 0x2F && hashes > 0) else { return false }
    let tail = [UInt8](repeating: 0x23, count: hashes)
    let isLong = mark == 0x22 && peek(hashes + 1) == 0x22 && peek(hashes + 2) == 0x22
    let fence = [UInt8](repeating: mark, count: isLong ? 3 : 1) + tail
    index += hashes + (isLong ? 3 : 1)
    let start = index
    let spansLines = isLong || mark == 0x2F
    while index < input.count, !input[index...].starts(with: fence), spansLines || input[index] != 10 {
      let escapes = mark == 0x22 && input[index] == 0x5C && input[(index + 1)...].starts(with: tail)
      if escapes, peek(1 + hashes) == 0x28, depth < Self.depthLimit {
        index += 2 + hashes
        code(depth: depth + 1, until: 0x29)
        if index < input.count { index += 1 }
      } else {
        if escapes { for _ in 0...hashes where index + 1 < input.count { blank() } }
        if mark == 0x2F, input[index] == 0x5C, index + 1 < input.count { blank() }
        blank()
      }
    }
    literals.append(start..<index)
    if input[index...].starts(with: fence) { index += fence.count }
    return true
  }

  /// `` `...${code}...` ``
  private mutating func template(_ depth: Int) {
    index += 1
    let start = index
    while index < input.count, input[index] != 0x60 {
      if input[index] == 0x24, peek(1) == 0x7B, depth < Self.depthLimit {
        index += 2
        code(depth: depth + 1, until: 0x7D)
        if index < input.count { index += 1 }
      } else {
        if input[index] == 0x5C, index + 1 < input.count { blank() }
        blank()
      }
    }
    literals.append(start..<index)
    if index < input.count { index += 1 }
  }

  /// A regular expression, where a value may stand and no operator.
  private mutating func pattern() -> Bool {
    var before = index
    while before > 0, output[before - 1] == 0x20 || output[before - 1] == 9 { before -= 1 }
    if before > 0 {
      let byte = output[before - 1]
      if byte.isName {
        var start = before
        while start > 0, output[start - 1].isName { start -= 1 }
        let word = String(decoding: output[start..<before], as: UTF8.self)
        guard ["return", "typeof", "case", "of", "in", "await", "yield"].contains(word) else { return false }
      } else if byte == 0x29 || byte == 0x5D || byte == 0x22 || byte == 0x27 || byte == 0x60 || byte == 0x3C {
        return false
      }
    }
    var end = index + 1
    var isClass = false
    while end < input.count, input[end] != 10, isClass || input[end] != 0x2F {
      if input[end] == 0x5C { end += 1 } else if input[end] == 0x5B { isClass = true } else if input[end] == 0x5D { isClass = false }
      end += 1
    }
    guard end < input.count, input[end] == 0x2F else { return false }
    index += 1
    while index < end { blank() }
    index += 1
    return true
  }
}
