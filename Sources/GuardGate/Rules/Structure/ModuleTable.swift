import GateConfig
import GateKit
import GateModel

/// `document:` of a structure: a Markdown table with a row for each module.
///
/// Names stand in backticks. "everything above" in the column of imports means the modules of the rows before.
struct ModuleTable {
  private let file: String
  private let columns: (module: String, imports: String, owner: String?)
  private let source: SourceText
  private let location: SourceLocation
  /// The heading that the table stands under, where a document has several.
  private let heading: String?

  init(_ node: ConfigNode, in files: any FileTree) throws {
    var mapping = try node.mapping("document")
    file = try mapping.required("file").string("file")
    columns = (
      try mapping.optional("module")?.string("module") ?? "module", try mapping.optional("imports")?.string("imports") ?? "imports",
      try mapping.optional("owner")?.string("owner")
    )
    heading = try mapping.optional("heading")?.string("heading")
    location = node.location
    try mapping.finish()
    source = SourceText(path: file, bytes: try files.read(file))
  }

  /// - Throws: `ConfigError` where the document has no such table.
  func modules(root: String) throws -> [Structure.Module] {
    var header: [String] = []
    var modules: [Structure.Module] = []
    var isUnder = heading == nil
    for number in 1...source.lineCount {
      let line = source.line(number).text
      if let heading, line.hasPrefix("#") { isUnder = line.drop { $0 == "#" || $0 == " " } == heading }
      let cells = isUnder ? Self.cells(line) : []
      if cells.isEmpty {
        header = []
      } else if header.isEmpty {
        header = cells.contains(columns.module) && cells.contains(columns.imports) ? cells : []
      } else if let module = module(cells, header, number, root, modules.map(\.name)) {
        modules.append(module)
      }
    }
    guard !modules.isEmpty else {
      throw ConfigError(
        "'\(file)' has no table with the columns '\(columns.module)' and '\(columns.imports)'", at: location,
        remedy: "Name the columns as the document does, and write names in backticks")
    }
    return modules
  }

  private func module(_ cells: [String], _ header: [String], _ line: Int, _ root: String, _ above: [String]) -> Structure.Module? {
    func cell(_ name: String) -> String { header.firstIndex(of: name).flatMap { cells.indices.contains($0) ? cells[$0] : nil } ?? "" }
    guard let name = Self.names(cell(columns.module)).first else { return nil }
    var imports = Set(Self.names(cell(columns.imports)))
    if cell(columns.imports).has("everything above") { imports.formUnion(above) }
    let owner = columns.owner.map { cell($0).filter { $0 != "–" && $0 != "-" } }
    return Structure.Module(
      name: name, path: RepositoryPath.join(root, name), imports: imports, owner: owner,
      location: source.location(of: name, line: line))
  }

  private static func cells(_ line: String) -> [String] {
    guard line.hasPrefix("|") else { return [] }
    var cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().map { cell in
      String(cell.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
    if cells.last?.isEmpty == true { cells.removeLast() }
    return cells
  }

  private static func names(_ cell: String) -> [String] {
    let parts = cell.split(separator: "`", omittingEmptySubsequences: false)
    return parts.indices.filter { $0 % 2 == 1 && $0 < parts.count - 1 }.map { String(parts[$0]) }
  }
}
