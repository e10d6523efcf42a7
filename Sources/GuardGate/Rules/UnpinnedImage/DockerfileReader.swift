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

  private let lines: [Substring]
  private let escape: Character
  private var index = 0

  init(_ text: String) {
    // Docker drops a byte order mark.
    let body = text.unicodeScalars.first == "\u{FEFF}" ? Substring(text.unicodeScalars.dropFirst()) : Substring(text)
    lines = body.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    escape = Self.escape(lines)
  }

  /// The next instruction, or nil at the end; the bodies of its here-documents are skipped.
  mutating func next() -> [Word]? {
    var words: [Word] = []
    while index < lines.count {
      var line = lines[index]
      index += 1
      while line.last?.isWhitespace == true { line.removeLast() }
      if line.isEmpty || line.drop(while: \.isWhitespace).first == "#" { continue }
      let continues = line.last == escape
      if continues { line.removeLast() }
      words += Self.words(of: line, number: index)
      if continues || words.isEmpty { continue }
      if Self.takesHereDocument(words) { for word in words { skipHereDocument(word) } }
      return words
    }
    return words.isEmpty ? nil : words
  }

  /// `# escape=…` counts only before anything else.
  private static func escape(_ lines: [Substring]) -> Character {
    for line in lines {
      guard let match = line.wholeMatch(of: #/\s*#\s*([A-Za-z]+)\s*=\s*(\S+)\s*/#) else { break }
      if match.output.1.lowercased() == "escape", let character = match.output.2.first { return character }
    }
    return "\\"
  }

  private static func takesHereDocument(_ words: [Word]) -> Bool {
    let keywords = words.prefix(2).map { $0.text.uppercased() }
    return ["RUN", "COPY", "ADD"].contains(keywords.first == "ONBUILD" ? keywords.last : keywords.first)
  }

  /// Skips to behind the delimiter. Where no line is the delimiter the word opened nothing, so that text which only looks
  /// like a here-document hides no instruction.
  private mutating func skipHereDocument(_ word: Word) {
    guard let match = word.text.wholeMatch(of: #/\d*<<(-?)([^<]+)/#) else { return }
    let stripsTabs = !match.output.1.isEmpty
    let end = lines[index...].firstIndex { line in
      (stripsTabs ? line.drop { $0 == "\t" } : line) == match.output.2
    }
    if let end { index = end + 1 }
  }

  private static func words(of line: Substring, number: Int) -> [Word] {
    line.split(whereSeparator: \.isWhitespace).map { part in
      let column = line.utf8.distance(from: line.startIndex, to: part.startIndex) + 1
      return Word(text: part.filter { $0 != "\"" && $0 != "'" }, line: number, column: column)
    }
  }
}
