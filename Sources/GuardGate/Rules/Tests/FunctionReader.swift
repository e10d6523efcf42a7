/// The functions of a source, with what stands before them and what they hold.
struct FunctionReader {
  struct Function {
    var name: String
    var nameRange: Range<Int>
    /// Attributes, decorators and modifiers.
    var head: Range<Int>
    var body: Range<Int>
  }

  private(set) var functions: [Function] = []
  /// Functions of one file.
  private static let limit = 5_000
  private let code: CodeText

  init(_ code: CodeText) {
    self.code = code
    switch code.language {
    case .swift, .go: for place in code.places(of: "func").prefix(Self.limit) { braced(place, keyword: 4) }
    case .rust: for place in code.places(of: "fn").prefix(Self.limit) { braced(place, keyword: 2) }
    case .python: for place in code.places(of: "def").prefix(Self.limit) { indented(place) }
    case .script:
      for place in code.places(of: "function").prefix(Self.limit) { braced(place, keyword: 8) }
      for place in code.places(of: "const").prefix(Self.limit) { arrow(place) }
    }
  }

  private mutating func braced(_ place: Int, keyword: Int) {
    guard var start = code.next(place + keyword), start < code.bytes.count else { return }
    // The receiver of a method in Go.
    if code.language == .go, code.bytes[start] == 0x28 {
      guard let close = code.closing(start), let next = code.next(close + 1) else { return }
      start = next
    }
    // A name in backticks.
    if code.bytes[start] == 0x60 { start += 1 }
    var end = start
    if start > 0, code.bytes[start - 1] == 0x60 {
      end = code.bytes[start...].firstIndex(of: 0x60) ?? start
    } else {
      while end < code.bytes.count, code.bytes[end].isName { end += 1 }
    }
    guard end > start, let open = code.bytes[end...].firstIndex(of: 0x28), let close = code.closing(open),
      let brace = code.bytes[close...].firstIndex(of: 0x7B), let last = code.closing(brace)
    else { return }
    // A declaration without a body stands before the next function or the end of its type.
    guard !code.bytes[close..<brace].contains(0x7D), !code.bytes[close..<brace].contains(0x3B),
      !code.has("func", in: close..<brace), !code.has("fn", in: close..<brace)
    else { return }
    functions.append(
      Function(name: code.text(start..<end), nameRange: start..<end, head: head(place), body: (brace + 1)..<last))
  }

  /// From the end of what stands before a function to the function.
  private func head(_ place: Int) -> Range<Int> {
    var start = place
    var depth = 0
    while start > 0, place - start < 3_000 {
      let byte = code.bytes[start - 1]
      if byte == 0x29 || byte == 0x5D { depth += 1 }
      if byte == 0x28 || byte == 0x5B { depth -= 1 }
      if depth < 0 || depth == 0 && (byte == 0x7B || byte == 0x7D || byte == 0x3B) { break }
      start -= 1
    }
    return start..<place
  }

  private mutating func indented(_ place: Int) {
    guard let start = code.next(place + 3) else { return }
    let name = code.word(at: start)
    guard !name.isEmpty, let open = code.bytes[start...].firstIndex(of: 0x28), let close = code.closing(open),
      let colon = code.bytes[close...].firstIndex(of: 0x3A)
    else { return }
    let lineStart = code.bytes[..<place].lastIndex(of: 10).map { $0 + 1 } ?? 0
    let indentation = (code.bytes[lineStart...].firstIndex { $0 != 0x20 && $0 != 9 } ?? lineStart) - lineStart
    var end = code.bytes[colon...].firstIndex(of: 10) ?? code.bytes.count
    while end < code.bytes.count {
      let next = code.bytes[(end + 1)...].firstIndex(of: 10) ?? code.bytes.count
      let line = code.bytes[min(end + 1, code.bytes.count)..<next]
      if let first = line.firstIndex(where: { $0 > 0x20 }), first - line.startIndex <= indentation { break }
      end = next
    }
    // Decorators stand on the lines before, at the same depth.
    var head = lineStart
    while head > 0 {
      let previous = code.bytes[..<(head - 1)].lastIndex(of: 10).map { $0 + 1 } ?? 0
      let line = code.bytes[previous..<(head - 1)]
      guard let first = line.first(where: { $0 > 0x20 }), first == 0x40 || first == 0x29 || first == 0x22 || line.last == 0x2C else {
        break
      }
      head = previous
    }
    functions.append(
      Function(name: name, nameRange: start..<(start + name.utf8.count), head: head..<place, body: (colon + 1)..<max(end, colon + 1)))
  }

  /// `const name = (parameters) => {`
  private mutating func arrow(_ place: Int) {
    guard let start = code.next(place + 5) else { return }
    let name = code.word(at: start)
    guard !name.isEmpty, let equals = code.next(start + name.utf8.count), code.bytes[equals] == 0x3D,
      let arrow = code.places(of: "=>", in: equals..<min(equals + 300, code.bytes.count)).first,
      !code.bytes[equals..<arrow].contains(0x3B), let brace = code.next(arrow + 2), code.bytes[brace] == 0x7B,
      let last = code.closing(brace)
    else { return }
    functions.append(Function(name: name, nameRange: start..<(start + name.utf8.count), head: place..<place, body: (brace + 1)..<last))
  }
}
