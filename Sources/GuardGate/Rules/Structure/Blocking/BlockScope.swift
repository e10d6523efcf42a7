/// The blocks around a place of a language with braces: which function it is in, and whether that runs where nothing may block.
struct BlockScope {
  enum Kind {
    /// Serves requests, or shares its thread with what does.
    case serving
    /// A function that does not say so.
    case plain
    /// Runs on a thread of its own.
    case elsewhere
  }

  /// Nil outside of every function.
  let kind: Kind?
  /// What stands before the brace of the function.
  let header: String

  init(_ place: Int, in code: CodeText) {
    var open: [Int] = []
    for index in 0..<place {
      switch code.bytes[index] {
      case 0x7B: open.append(index)
      case 0x7D: _ = open.popLast()
      default: break
      }
    }
    for brace in open.reversed() {
      let header = Self.header(brace, in: code)
      if Self.elsewhere.contains(where: header.line.has) {
        (kind, self.header) = (.elsewhere, header.line)
        return
      }
      guard let function = Self.function(header.statement, code.language) else { continue }
      (kind, self.header) = (Self.isServing(function, code.language) ? .serving : .plain, function)
      return
    }
    (kind, header) = (nil, "")
  }

  /// What runs a block on a thread that may wait.
  private static let elsewhere: [StaticString] = [
    "spawn_blocking", "block_in_place", "thread::spawn", "DispatchQueue", ".dispatch(", "Thread {", "Thread(", "detachNewThread",
    "runIfActive", "withUnsafeBlocking", "new Worker", "Builder::new().spawn", "thread::scope",
  ]

  /// What stands before the brace of the innermost block, in its line; nil outside of every block.
  static func opener(of place: Int, in code: CodeText) -> String? {
    var open: [Int] = []
    for index in 0..<place {
      if code.bytes[index] == 0x7B { open.append(index) }
      if code.bytes[index] == 0x7D { _ = open.popLast() }
    }
    return open.last.map { brace in
      let start = code.bytes[..<brace].lastIndex(of: 10).map { $0 + 1 } ?? 0
      return code.text(start..<brace)
    }
  }

  /// The text before a brace: back to what ends the statement before, and its last line alone.
  private static func header(_ brace: Int, in code: CodeText) -> (statement: String, line: String) {
    var start = brace
    var depth = 0
    while start > 0, brace - start < 1_500 {
      let byte = code.bytes[start - 1]
      if byte == 0x29 || byte == 0x5D { depth += 1 }
      if byte == 0x28 || byte == 0x5B { depth -= 1 }
      if depth <= 0, byte == 0x7B || byte == 0x7D || byte == 0x3B { break }
      start -= 1
    }
    let text = code.text(start..<brace)
    let line = text.split(separator: "\n").last { !$0.allSatisfy(\.isWhitespace) }.map { String($0) + "{" } ?? ""
    return (text, line)
  }

  /// The text from the word that begins a function, or from a script's parameters; nil for other blocks.
  private static func function(_ header: String, _ language: CodeLanguage) -> String? {
    let words: [String]
    switch language {
    case .swift: words = ["func ", "init(", "init?(", "deinit"]
    case .go: words = ["func ", "func("]
    case .rust: words = ["fn ", "async move", "async {"]
    case .script: return scriptFunction(header)
    case .python: return nil
    }
    if language == .rust, header.split(whereSeparator: \.isWhitespace).suffix(2).contains("async") { return "async block" }
    let found = words.compactMap { header.ranges(of: $0).last?.lowerBound }.max()
    return found.map { start in
      let line = header[..<start].split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
      return String(line + header[start...])
    }
  }

  private static let control: Set<String> = ["if", "for", "while", "switch", "catch", "with", "else", "try", "do", "class"]

  private static func scriptFunction(_ header: String) -> String? {
    let line = header.split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }.suffix(6).joined(separator: " ")
    if line.has("=>") || line.has("function") { return line }
    // A method: `async name(parameters)`.
    let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "$" }.map(String.init)
    guard let first = words.first, !control.contains(first), line.last(where: { !$0.isWhitespace }) == ")" else { return nil }
    return line
  }

  private static func isServing(_ function: String, _ language: CodeLanguage) -> Bool {
    let words = Set(function.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
    switch language {
    case .swift, .rust: return words.contains("async") || function == "async block"
    case .go:
      return ["http.ResponseWriter", "*gin.Context", "echo.Context", "*fiber.Ctx", "*http.Request"].contains { function.contains($0) }
    case .script: return words.contains("async") || !words.isDisjoint(with: ["req", "request", "ctx", "res", "reply", "response"])
    case .python: return false
    }
  }
}
