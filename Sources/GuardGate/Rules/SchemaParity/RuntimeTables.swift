import GateKit
import GateModel

/// Finds the tables that a service's source names in its SQL: after `FROM`, `INTO`, `UPDATE` and `JOIN` in capitals.
enum RuntimeTables {
  struct Use: Hashable, Sendable {
    var table: String
    var location: SourceLocation
  }

  /// The first place of each table, in order of the files. Names of common table expressions and functions are no tables.
  static func scan(_ folders: [String], in repository: any FileTree) throws -> [Use] {
    var uses: [Use] = []
    var seen: Set<String> = []
    for folder in folders {
      for path in try repository.files(under: folder, endingIn: [".swift", ".go", ".py", ".ts", ".js", ".rs", ".java", ".rb", ".sql"]) {
        let text = try repository.text(path)
        let defined = Set(
          text.matches(of: #/(?:WITH|,)\s+(?:RECURSIVE\s+)?([a-z_][a-z_0-9]*)(?:\s*\([^)]*\))?\s+AS\s*\(/#).map { String($0.output.1) })
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
          for match in line.matches(of: #/\b(?:FROM|INTO|UPDATE|JOIN)\s+"?([a-z_][a-z_0-9]*)"?(\s*\()?/#) {
            let name = String(match.output.1)
            let isCall = match.output.2 != nil && !line[match.range].hasPrefix("INTO")
            guard !isCall, !defined.contains(name), seen.insert(name).inserted else { continue }
            uses.append(Use(table: name, location: SourceLocation(path: path, line: index + 1)))
          }
        }
      }
    }
    return uses
  }
}
