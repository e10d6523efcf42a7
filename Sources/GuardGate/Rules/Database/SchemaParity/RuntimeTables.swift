import GateKit
import GateModel

/// Finds the tables that a service's source names in its SQL: after `FROM`, `INTO`, `UPDATE` and `JOIN` in capitals.
///
/// Names of common table expressions, of functions and of the server's own catalogs are no tables.
enum RuntimeTables {
  struct Use: Hashable, Sendable {
    var table: String
    var location: SourceLocation
  }

  private static let sources = [".swift", ".go", ".py", ".ts", ".js", ".rs", ".java", ".kt", ".cs", ".rb", ".php", ".sql"]
  /// Functions whose arguments are written with `FROM`.
  private static let functions: Set<String> = ["extract", "substring", "trim", "overlay", "position"]

  /// The first place of each table, in order of the files.
  static func scan(_ folders: [String], in repository: any FileTree) throws -> [Use] {
    var uses: [Use] = []
    var seen: Set<String> = []
    for folder in folders {
      for path in try repository.files(under: folder, endingIn: sources) {
        let text = try repository.text(path)
        let defined = expressions(text)
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
          for table in tables(line) where !defined.contains(table) && seen.insert(table).inserted {
            uses.append(Use(table: table, location: SourceLocation(path: path, line: index + 1)))
          }
        }
      }
    }
    return uses
  }

  /// Names that the file itself defines with `WITH name AS (`.
  private static func expressions(_ text: String) -> Set<String> {
    let pattern = #/(?:WITH|,)\s+(?:RECURSIVE\s+)?([a-z_][a-z_0-9]*)(?:\s*\([^)]*\))?\s+AS\s+(?:NOT\s+)?(?:MATERIALIZED\s*)?\(/#
    return Set(text.matches(of: pattern).map { String($0.output.1) })
  }

  private static func tables(_ line: Substring) -> [String] {
    let pattern = #/\b(FROM|INTO|UPDATE|JOIN)\s+(?:\\?"?([a-z_][a-z_0-9]*)\\?"?\.)?\\?"?([a-z_][a-z_0-9]*)\\?"?(\s*\()?/#
    return line.matches(of: pattern).compactMap { match in
      let (_, keyword, schema, name, call) = match.output
      if call != nil, keyword != "INTO" { return nil }
      if keyword == "FROM", !beginsSource(line[..<match.range.lowerBound]) { return nil }
      if let schema, ["information_schema", "pg_catalog"].contains(schema) { return nil }
      return name.hasPrefix("pg_") ? nil : String(name)
    }
  }

  /// False where `FROM` belongs to `IS DISTINCT FROM` or to the arguments of a function.
  private static func beginsSource(_ before: Substring) -> Bool {
    if before.split(whereSeparator: \.isWhitespace).last == "DISTINCT" { return false }
    var depth = 0
    for index in before.indices.reversed() {
      if before[index] == ")" { depth += 1 }
      guard before[index] == "(" else { continue }
      depth -= 1
      guard depth < 0 else { continue }
      let word = before[..<index].reversed().prefix { $0.isLetter }
      return !functions.contains(String(word.reversed()).lowercased())
    }
    return true
  }
}
