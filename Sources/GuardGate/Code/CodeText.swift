import GateModel

/// A source without its comments and without what its literals hold: blanks stand in their place, and every byte keeps its own.
struct CodeText {
  let source: SourceText
  let language: CodeLanguage
  let bytes: [UInt8]
  /// What stands between the marks of each literal.
  let literals: [Range<Int>]
  /// Where each bracket is closed.
  private let closings: [Int: Int]

  init(_ source: SourceText, _ language: CodeLanguage) {
    self.source = source
    self.language = language
    var lexer = CodeLexer(source.bytes, language)
    lexer.run()
    bytes = lexer.output
    literals = lexer.literals
    closings = Self.closings(lexer.output)
  }

  /// What a literal holds.
  func text(of literal: Range<Int>) -> String { String(decoding: source.bytes[literal], as: UTF8.self) }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The lines of code without their ends, with the place where each begins.
  var lines: [(start: Int, text: ArraySlice<UInt8>)] {
    var found: [(start: Int, text: ArraySlice<UInt8>)] = []
    var start = 0
    for index in bytes.indices where bytes[index] == 10 {
      found.append((start, bytes[start..<index]))
      start = index + 1
    }
    found.append((start, bytes[start...]))
    return found
  }

  func location(_ range: Range<Int>) -> SourceLocation {
    let (line, column) = source.place(range.lowerBound)
    let (endLine, endColumn) = source.place(range.upperBound)
    return SourceLocation(path: source.path, line: line, column: column, endLine: endLine, endColumn: endColumn)
  }

  /// Every place of a text that does not begin or end within a name.
  func places(of wanted: StaticString, in range: Range<Int>? = nil) -> [Int] {
    let range = range ?? 0..<bytes.count
    let count = wanted.utf8CodeUnitCount
    guard count > 0, range.count >= count else { return [] }
    return wanted.withUTF8Buffer { wanted in
      bytes.withUnsafeBufferPointer { bytes in
        var found: [Int] = []
        var index = range.lowerBound
        let end = range.upperBound - count
        while index <= end {
          if bytes[index] == wanted[0] {
            var offset = 1
            while offset < count, bytes[index + offset] == wanted[offset] { offset += 1 }
            let beginsName = index == 0 || !wanted[0].isName || !bytes[index - 1].isName
            let behind = index + count
            let endsName = behind >= bytes.count || !wanted[count - 1].isName || !bytes[behind].isName
            if offset == count, beginsName, endsName { found.append(index) }
          }
          index += 1
        }
        return found
      }
    }
  }

  func has(_ wanted: StaticString, in range: Range<Int>? = nil) -> Bool { !places(of: wanted, in: range).isEmpty }

  /// Where the bracket at a place is closed; nil where it is not.
  func closing(_ open: Int) -> Int? { closings[open] }

  /// In one pass, so that what is never closed costs no more than what is.
  private static func closings(_ bytes: [UInt8]) -> [Int: Int] {
    var found: [Int: Int] = [:]
    var (round, square, curly): ([Int], [Int], [Int]) = ([], [], [])
    bytes.withUnsafeBufferPointer { bytes in
      for index in bytes.indices {
        switch bytes[index] {
        case 0x28: round.append(index)
        case 0x5B: square.append(index)
        case 0x7B: curly.append(index)
        case 0x29: if let open = round.popLast() { found[open] = index }
        case 0x5D: if let open = square.popLast() { found[open] = index }
        case 0x7D: if let open = curly.popLast() { found[open] = index }
        default: break
        }
      }
    }
    return found
  }

  /// The first byte from a place on that is no blank.
  func next(_ place: Int) -> Int? { bytes[min(place, bytes.count)...].firstIndex { $0 > 0x20 } }

  /// The name that stands before a place, with blanks between.
  func word(before place: Int) -> String {
    var end = place
    while end > 0, bytes[end - 1] <= 0x20 { end -= 1 }
    var start = end
    while start > 0, bytes[start - 1].isName { start -= 1 }
    return text(start..<end)
  }

  /// The name that begins at a place.
  func word(at place: Int) -> String {
    let rest = bytes[min(place, bytes.count)...]
    return text(place..<(rest.firstIndex { !$0.isName } ?? bytes.count))
  }
}

extension UInt8 {
  /// A letter, digit, underscore or byte beyond ASCII.
  var isName: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) || self == 0x5F || self >= 0x80
  }
}
