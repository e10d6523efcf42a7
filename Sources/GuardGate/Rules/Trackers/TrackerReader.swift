import GateModel

/// Reads a tracker as people write it: check lists, tables and lists with `Status:` in Markdown, queues in YAML and JSON.
struct TrackerReader {
  private(set) var entries: [TrackerEntry] = []
  private let source: SourceText

  init(_ source: SourceText) {
    self.source = source
    let kind = FileKind(source.path)
    if kind.isYAML || kind.isJSON {
      for document in YAMLFile(source, isJSON: kind.isJSON).documents {
        if let root = document.root { entries += TrackerQueue(root, source, offset: document.offset).entries }
      }
    } else {
      let text = MarkdownText(source)
      readTables(text)
      readLists(text)
    }
  }

  private mutating func readTables(_ text: MarkdownText) {
    for table in text.tables {
      guard let state = table.header.firstIndex(where: { ["status", "state", "done"].contains($0) }) else { continue }
      let idColumn = table.header.firstIndex { ["id", "#", "no", "nr", "key", "item", "task", "ticket"].contains($0) } ?? 0
      for row in table.rows where row.cells.indices.contains(idColumn) {
        let cell = row.cells[idColumn]
        guard let id = Self.id(in: cell) ?? (cell.isEmpty ? nil : cell) else { continue }
        var entry = TrackerEntry(id: id, location: source.location(of: id, line: row.line))
        for (name, value) in zip(table.header, row.cells) { entry.fields[name] = value }
        entry.written = row.cells.indices.contains(state) ? row.cells[state] : ""
        entry.state = Self.mark(entry.written) ?? TrackerEntry.state(entry.written)
        entry.title = entry["title", "what", "task", "text", "item", "summary"] ?? ""
        entries.append(entry)
      }
    }
  }

  /// Check lists, and headings or items with a list of fields below them.
  private mutating func readLists(_ text: MarkdownText) {
    var current: TrackerEntry?
    var depth = 0
    func finished() -> TrackerEntry? { current.flatMap { $0.written.isEmpty ? nil : $0 } }
    for line in text.prose {
      let indentation = line.text.prefix { $0 == " " || $0 == "\t" }.count
      let content = line.text.dropFirst(indentation)
      if let heading = MarkdownText.heading(line.text)?.text {
        if let entry = finished() { entries.append(entry) }
        current = Self.id(in: heading).map { TrackerEntry(id: $0, title: heading, location: source.location(of: $0, line: line.number)) }
        depth = -1
        continue
      }
      guard let item = Self.item(content) else { continue }
      if let (state, rest) = Self.checkbox(item) {
        if let entry = finished() { entries.append(entry) }
        current = begin(rest, line.number)
        current?.state = state
        current?.written = String(item.prefix(3))
        depth = indentation
      } else if indentation > depth, current != nil, let (name, value) = Self.field(item) {
        current?.fields[name] = value
        if ["status", "state"].contains(name) {
          current?.written = value
          current?.state = Self.mark(value) ?? TrackerEntry.state(value)
        }
      } else if indentation <= max(depth, 0), Self.id(in: String(item)) != nil {
        if let entry = finished() { entries.append(entry) }
        current = begin(item, line.number)
        depth = indentation
      }
    }
    if let entry = finished() { entries.append(entry) }
  }

  /// An entry from the line that it begins with; fields may stand behind its title in brackets.
  private func begin(_ text: Substring, _ line: Int) -> TrackerEntry {
    let id = Self.id(in: String(text)) ?? String(text.trimmed)
    var entry = TrackerEntry(id: id, title: text.trimmed, location: source.location(of: id, line: line))
    for part in text.split(whereSeparator: { "(),;".contains($0) }).dropFirst() {
      if let (name, value) = Self.field(part) { entry.fields[name] = value }
    }
    return entry
  }

  /// What stands behind the mark of a list.
  private static func item(_ line: Substring) -> Substring? {
    guard let first = line.first else { return nil }
    if "-*+".contains(first), line.dropFirst().first == " " { return line.dropFirst(2).drop { $0 == " " } }
    let digits = line.prefix(while: \.isNumber)
    let rest = line.dropFirst(digits.count)
    // The number of an item is its id where nothing else is.
    if !digits.isEmpty, rest.first == "." || rest.first == ")", rest.dropFirst().first == " " { return line }
    return nil
  }

  private static func checkbox(_ item: Substring) -> (TrackerEntry.State?, Substring)? {
    guard item.hasPrefix("["), item.count >= 3, item.dropFirst(2).first == "]" else { return nil }
    return (mark(String(item.prefix(3))), item.dropFirst(3).drop { $0 == " " })
  }

  private static func mark(_ text: String) -> TrackerEntry.State? {
    switch text {
    case "[ ]", "⬜", "❌", "no": .open
    case "[x]", "[X]", "✅", "✔", "x", "yes": .done
    case "[~]", "[/]", "[-]", "🚧": .inProgress
    default: nil
    }
  }

  /// `Owner: ann`, `**Owner:** ann` and `Owner — ann`.
  private static func field(_ text: Substring) -> (String, String)? {
    let plain = String(text).filter { $0 != "*" }
    guard let colon = plain.firstIndex(where: { $0 == ":" || $0 == "—" }) else { return nil }
    let name = plain[..<colon].trimmed.lowercased()
    guard !name.isEmpty, name.count <= 24, name.allSatisfy({ $0.isLetter || $0 == " " || $0 == "_" || $0 == "-" }) else { return nil }
    return (name, plain[plain.index(after: colon)...].trimmed)
  }

  /// `W-3`, `S2-P14.1`, `#12`, `T3` or `3.` at the beginning, bare, in backticks, brackets or bold.
  static func id(in text: String) -> String? {
    let start = text.drop { "*`[_# ".contains($0) && $0 != "#" || $0 == " " }
    let word = start.prefix { $0.isLetter || $0.isNumber || "-._#".contains($0) }
    let plain = String(word.reversed().drop { ".-_".contains($0) }.reversed())
    if plain.hasPrefix("#") { return plain.dropFirst().allSatisfy(\.isNumber) && plain.count > 1 ? plain : nil }
    guard plain.contains(where: \.isNumber), plain.utf8.count <= 40 else { return nil }
    if plain.allSatisfy({ $0.isNumber || $0 == "." }) { return plain }
    return plain.first?.isUppercase == true ? plain : plain.has("-") ? plain : nil
  }
}
