/// Reads a Dockerfile into its instructions, with the place of each word.
///
/// Source: the Dockerfile reference (parser directives, line continuation, comments, here-documents).
struct DockerfileReader {
  struct Word: Hashable, Sendable {
    /// Without quotation marks.
    var text: String
    /// From 1.
    var line: Int
    /// From 1, in UTF-8 bytes.
    var column: Int
  }

  struct Instruction {
    var words: [Word] = []
    /// Its lines as a shell reads them, from the first one on; comments between them are blank.
    var lines: [ArraySlice<UInt8>] = []
    var line = 0
    /// Bodies of its here-documents: number of the first line, and the lines.
    var documents: [(line: Int, lines: [ArraySlice<UInt8>])] = []
  }

  private let lines: [ArraySlice<UInt8>]
  private let escape: UInt8
  /// `# syntax=…` or `#syntax=…` in front of everything else.
  let syntax: Word?
  private var index = 0
  /// Where each line that could be a delimiter stands; made when the first here-document is met.
  private var delimiters: [ArraySlice<UInt8>: [Int]]?

  init(_ text: String) { self.init(bytes: Array(text.utf8)) }

  init(bytes: [UInt8]) {
    // Docker drops a byte order mark.
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    lines = body.split(separator: 10, omittingEmptySubsequences: false).map { $0.last == 13 ? $0.dropLast() : $0 }
    var escape: UInt8 = 0x5C
    var syntax: Word?
    for (number, line) in lines.enumerated() {
      guard let (name, value) = Self.directive(line) else { break }
      if name == "escape", let character = value.utf8.first { escape = character }
      if name == "syntax" {
        let column = line.count - line.reversed().prefix { $0 != 0x3D }.drop { $0 == 0x20 }.count + 1
        syntax = Word(text: value, line: number + 1, column: max(1, column))
      }
    }
    (self.escape, self.syntax) = (escape, syntax)
  }

  var usesShell: Bool { escape == 0x5C }

  /// The next instruction, or nil at the end.
  mutating func next() -> Instruction? {
    var instruction = Instruction()
    while index < lines.count {
      let line = Self.trimmedEnd(lines[index])
      index += 1
      let start = line.firstIndex { $0 != 0x20 && $0 != 9 }
      if start == nil || line[start ?? 0] == 0x23 {
        if !instruction.words.isEmpty { instruction.lines.append([0x5C]) }
        continue
      }
      let continues = line.last == escape
      if instruction.words.isEmpty { instruction.line = index }
      instruction.words += Self.words(of: continues ? line.dropLast() : line, number: index)
      instruction.lines.append(line)
      if continues || instruction.words.isEmpty { continue }
      if Self.takesHereDocument(instruction.words) { takeHereDocuments(&instruction) }
      return instruction
    }
    return instruction.words.isEmpty ? nil : instruction
  }

  /// `# name=value`, which counts only before anything else.
  private static func directive(_ line: ArraySlice<UInt8>) -> (String, String)? {
    let text = line.text.trimmingPrefix { $0 == " " || $0 == "\t" }
    guard text.first == "#", let equals = text.firstIndex(of: "=") else { return nil }
    let name = text[text.index(after: text.startIndex)..<equals].filter { !$0.isWhitespace }.lowercased()
    let value = text[text.index(after: equals)...].filter { !$0.isWhitespace }
    guard !name.isEmpty, !value.isEmpty, name.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else { return nil }
    return (name, value)
  }

  private static func trimmedEnd(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    while let last = line.last, last == 0x20 || last == 9 || last == 13 { line.removeLast() }
    return line
  }

  private static func takesHereDocument(_ words: [Word]) -> Bool {
    guard let first = words.first?.text.uppercased() else { return false }
    let keyword = first == "ONBUILD" && words.count > 1 ? words[1].text.uppercased() : first
    return keyword == "RUN" || keyword == "COPY" || keyword == "ADD"
  }

  /// Takes the bodies up to their delimiters. Where no line is the delimiter the word opened nothing, so that text which
  /// only looks like a here-document hides no instruction.
  private mutating func takeHereDocuments(_ instruction: inout Instruction) {
    for word in instruction.words {
      guard let open = Self.hereDocument(word.text), let end = end(of: open.delimiter, stripsTabs: open.stripsTabs) else { continue }
      instruction.documents.append((index + 1, Array(lines[index..<end])))
      index = end + 1
    }
  }

  private mutating func end(of delimiter: String, stripsTabs: Bool) -> Int? {
    if delimiters == nil {
      var found: [ArraySlice<UInt8>: [Int]] = [:]
      for (number, line) in lines.enumerated() where line.count < 80 { found[line.drop { $0 == 9 }, default: []].append(number) }
      delimiters = found
    }
    let known = delimiters?[Array(delimiter.utf8)[...]] ?? []
    var low = 0
    var high = known.count
    while low < high {
      let middle = (low + high) / 2
      if known[middle] < index { low = middle + 1 } else { high = middle }
    }
    return known[low...].first { stripsTabs || lines[$0].first != 9 }
  }

  /// `<<WORD`, `3<<-WORD`; `<<<` is none.
  private static func hereDocument(_ word: String) -> (delimiter: String, stripsTabs: Bool)? {
    var rest = word.utf8.drop { (0x30...0x39).contains($0) }
    guard rest.starts(with: [0x3C, 0x3C]) else { return nil }
    rest = rest.dropFirst(2)
    let stripsTabs = rest.first == 0x2D
    if stripsTabs { rest = rest.dropFirst() }
    guard let first = rest.first, first != 0x3C else { return nil }
    return (String(Substring(rest)), stripsTabs)
  }

  private static func words(of line: ArraySlice<UInt8>, number: Int) -> [Word] {
    var words: [Word] = []
    var start: Int?
    func end(_ at: Int) {
      guard let from = start else { return }
      let part = line[from..<at]
      let isQuoted = part.contains { $0 == 0x22 || $0 == 0x27 }
      let text = isQuoted ? String(decoding: part.filter { $0 != 0x22 && $0 != 0x27 }, as: UTF8.self) : part.text
      let column = from - line.startIndex + 1 + (part.first == 0x22 || part.first == 0x27 ? 1 : 0)
      words.append(Word(text: text, line: number, column: column))
      start = nil
    }
    for index in line.indices {
      let byte = line[index]
      if byte == 0x20 || byte == 9 || byte == 13 { end(index) } else if start == nil { start = index }
    }
    end(line.endIndex)
    return words
  }
}

extension DockerfileReader.Instruction {
  /// The script of a `RUN`: its lines, or the here-documents that it runs.
  func scripts() -> [ScriptText] {
    var found: [ScriptText] = []
    var text: [UInt8] = []
    for (number, line) in lines.enumerated() {
      // The keyword is no program.
      text += number == 0 ? line.drop { $0 != 0x20 && $0 != 9 } : line
      text.append(10)
    }
    // Flags of RUN stand before the program.
    var rest = text[...].drop { $0 == 0x20 || $0 == 9 }
    while rest.starts(with: [0x2D, 0x2D]) { rest = rest.drop { $0 != 0x20 && $0 != 10 }.drop { $0 == 0x20 || $0 == 0x5C || $0 == 10 } }
    let skipped = text[..<rest.startIndex].count { $0 == 10 }
    found.append(ScriptText(ShellScript(rest), firstLine: line + skipped))
    for document in documents {
      found.append(ScriptText(ShellScript(Array(document.lines.joined(separator: [10]))), firstLine: document.line))
    }
    return found
  }
}
