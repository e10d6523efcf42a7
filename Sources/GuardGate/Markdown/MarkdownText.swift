/// A Markdown document as rules need it: lines, code, headings, tables and links; nothing can be wrong.
struct MarkdownText {
  struct Line {
    var number: Int
    var text: String
    /// The language of the fenced block that the line stands in, empty where it names none; nil outside of blocks.
    var fence: String?
  }

  struct Link {
    var target: String
    var line: Int
  }

  struct Table {
    var header: [String]
    var rows: [(line: Int, cells: [String])]
    /// The heading above it.
    var heading: String
  }

  let source: SourceText
  let lines: [Line]

  init(_ source: SourceText) {
    self.source = source
    var lines: [Line] = []
    var fence: (mark: Substring, language: String)?
    for number in 1...source.lineCount {
      // Nobody writes longer lines by hand.
      let text = source.line(number).count <= 10_000 ? source.line(number).text : ""
      let trimmed = text.drop { $0 == " " || $0 == ">" }
      let mark = trimmed.prefix { $0 == "`" || $0 == "~" }
      if mark.count >= 3, Set(mark).count == 1 {
        if let open = fence {
          if mark.first == open.mark.first, mark.count >= open.mark.count { fence = nil }
          lines.append(Line(number: number, text: "", fence: open.language))
        } else {
          let language = trimmed.dropFirst(mark.count).drop { $0 == " " }.prefix { !$0.isWhitespace }
          fence = (mark, language.lowercased())
          lines.append(Line(number: number, text: "", fence: language.lowercased()))
        }
      } else {
        lines.append(Line(number: number, text: text, fence: fence?.language))
      }
    }
    self.lines = lines
  }

  /// Lines that are no code.
  var prose: [Line] { lines.filter { $0.fence == nil } }

  /// The text of a heading; nil for other lines.
  static func heading(_ line: String) -> (level: Int, text: String)? {
    let level = line.prefix { $0 == "#" }.count
    guard (1...6).contains(level), line.dropFirst(level).first?.isWhitespace == true else { return nil }
    return (level, String(line.dropFirst(level).trimmed.reversed().drop { $0 == "#" }.reversed()).trimmed)
  }

  /// What stands between backticks outside of blocks.
  var spans: [(text: String, line: Int)] {
    prose.flatMap { line in Self.spans(line.text).map { ($0, line.number) } }
  }

  static func spans(_ line: String) -> [String] {
    let parts = line.split(separator: "`", omittingEmptySubsequences: false)
    return parts.indices.filter { $0 % 2 == 1 && $0 < parts.count - 1 }.map { String(parts[$0]) }
  }

  /// A line without what stands in backticks.
  private static func withoutSpans(_ line: String) -> String {
    let parts = line.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count > 2 else { return line }
    return parts.indices.map { $0 % 2 == 1 && $0 < parts.count - 1 ? "" : String(parts[$0]) }.joined(separator: "`")
  }

  /// `[text](target)`, `![text](target "title")` and `[name]: target`.
  var links: [Link] {
    var found: [Link] = []
    for line in prose where line.text.has("](") || line.text.has("]:") {
      let text = Self.withoutSpans(line.text)
      var rest = text[...]
      while let open = rest.firstRange(of: "](") {
        rest = rest[open.upperBound...]
        let target: Substring
        if rest.first == "<" {
          target = rest.dropFirst().prefix { $0 != ">" }
        } else {
          var depth = 0
          target = rest.prefix { character in
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            return depth >= 0 && !character.isWhitespace
          }
        }
        if !target.isEmpty { found.append(Link(target: String(target), line: line.number)) }
      }
      let start = text.drop { $0 == " " }
      if start.first == "[", start.dropFirst().first != "^", let close = start.firstRange(of: "]:") {
        let target = start[close.upperBound...].drop { $0 == " " || $0 == "<" }.prefix { !$0.isWhitespace && $0 != ">" }
        if !target.isEmpty { found.append(Link(target: String(target), line: line.number)) }
      }
    }
    return found
  }

  /// Names that links may point to within the document, as GitHub makes them from headings, and those written as HTML.
  var anchors: Set<String> {
    var found: Set<String> = []
    var count: [String: Int] = [:]
    for line in prose {
      if let heading = Self.heading(line.text) {
        let slug = Self.slug(heading.text)
        let times = count[slug] ?? 0
        count[slug] = times + 1
        found.insert(times == 0 ? slug : "\(slug)-\(times)")
      }
      for mark in ["id=\"", "name=\""] {
        for range in line.text.ranges(of: mark) { found.insert(String(line.text[range.upperBound...].prefix { $0 != "\"" })) }
      }
    }
    return found
  }

  private static func slug(_ heading: String) -> String {
    // The text of a link counts, and its target does not.
    var plain = ""
    var rest = heading[...]
    while let open = rest.firstRange(of: "]("), let close = rest[open.upperBound...].firstIndex(of: ")") {
      plain += rest[..<open.lowerBound]
      rest = rest[rest.index(after: close)...]
    }
    plain += rest
    return String(
      plain.lowercased().compactMap { character in
        if character == " " { return "-" }
        return character.isLetter || character.isNumber || character == "-" || character == "_" ? character : nil
      })
  }

  var tables: [Table] {
    var found: [Table] = []
    var heading = ""
    var table: Table?
    for line in prose {
      if let text = Self.heading(line.text)?.text { heading = text }
      let cells = Self.cells(line.text)
      if cells.isEmpty {
        if let table { found.append(table) }
        table = nil
      } else if table == nil {
        table = Table(header: cells.map { $0.lowercased() }, rows: [], heading: heading)
      } else if !cells.allSatisfy({ $0.allSatisfy { $0 == "-" || $0 == ":" } && !$0.isEmpty }) {
        table?.rows.append((line.number, cells))
      }
    }
    if let table { found.append(table) }
    return found
  }

  static func cells(_ line: String) -> [String] {
    let line = line.trimmed
    guard line.hasPrefix("|") else { return [] }
    var cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().map { String($0.trimmed) }
    if cells.last?.isEmpty == true { cells.removeLast() }
    return cells
  }
}

extension StringProtocol {
  /// Without blanks around it.
  var trimmed: String { String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }
}
