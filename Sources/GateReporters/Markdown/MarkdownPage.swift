/// Collects a Markdown page up to a number of bytes, and says what it left out.
struct MarkdownPage {
  /// A table under a heading; cells are already escaped.
  struct Table {
    var title: String
    var headings: [String]
    var textColumns: Int
    var rows: [[String]]
  }

  private let limit: Int
  private var lines: [String] = []
  private var used = 0

  /// What each note of something left out may take; it is kept free for each section that can follow.
  private static let reserve = 2048

  init(limit: Int) { self.limit = limit }

  /// The page.
  var text: String { lines.joined(separator: "\n") + "\n" }

  /// Adds lines that belong together, or a note where they do not fit.
  mutating func add(section: [String]) {
    let size = section.reduce(0) { $0 + $1.utf8.count + 1 }
    if used + size <= limit - Self.reserve {
      append(section)
    } else {
      append(["(The head of this page is left out: it is too long.)"])
    }
  }

  /// Adds a table, or as many of its rows as fit and a note of how many did not. Nothing for a table without rows.
  mutating func add(table: Table, what: String) {
    guard !table.rows.isEmpty else { return }
    append(["", "## \(table.title)", ""] + MarkdownText.table(table.headings, textColumns: table.textColumns))
    var shown = 0
    for row in table.rows {
      let line = MarkdownText.row(row)
      guard used + line.utf8.count + 1 <= limit - Self.reserve else { break }
      append([line])
      shown += 1
    }
    if shown < table.rows.count {
      append(["", "\(table.rows.count - shown) of \(table.rows.count) \(what) are left out here; the log and the SARIF report have them."])
    }
  }

  private mutating func append(_ more: [String]) {
    lines += more
    used += more.reduce(0) { $0 + $1.utf8.count + 1 }
  }
}
