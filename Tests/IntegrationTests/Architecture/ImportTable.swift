import Foundation

/// The table of modules in `Architecture.md`, and the imports that the sources really have.
struct ImportTable {
  /// Comes with the toolchain, free to every target.
  static let toolchain: Set<String> = ["Foundation", "FoundationEssentials", "Glibc", "Synchronization", "Dispatch", "Swift", "Darwin"]

  /// What each target may import, as its row lists it; "everything above" stands for the rows before it.
  let allowed: [String: Set<String>]

  /// - Parameter markdown: a document with one table whose header is `| target | what it is | imports |`.
  init(markdown: String) {
    var allowed: [String: Set<String>] = [:]
    var inTable = false
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("| target |") { inTable = true }
      guard inTable, line.hasPrefix("| `") else {
        if inTable, !line.hasPrefix("|") { inTable = false }
        continue
      }
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 3, let target = Self.names(in: cells[0]).first else { continue }
      var imports = Set(Self.names(in: cells[2]))
      if cells[2].contains("everything above") { imports.formUnion(allowed.keys) }
      allowed[target] = imports
    }
    self.allowed = allowed
  }

  /// Imports in the sources of `target` that its row does not list, as `File.swift: Module`.
  func violations(of target: String, in folder: URL) throws -> [String] {
    let permitted = (allowed[target] ?? []).union(Self.toolchain)
    return try Self.swiftFiles(in: folder).flatMap { file in
      try Self.imports(in: String(contentsOf: file, encoding: .utf8))
        .filter { !permitted.contains($0) }
        .map { "\(target)/\(file.lastPathComponent): \($0)" }
    }
  }

  /// The modules that a file imports, without submodules: `import struct Foundation.URL` is `Foundation`.
  static func imports(in source: String) -> [String] {
    let pattern =
      #/
      ^\s* (?: @\w+ (?: \([^)]*\) )? \s+ )*
      (?: (?: public | package | internal | fileprivate | private ) \s+ )?
      import \s+
      (?: (?: struct | class | enum | protocol | func | var | let | typealias ) \s+ )?
      (\w+)
      /#
    return source.split(separator: "\n").compactMap { line in
      guard line.contains("import ") else { return nil }
      return line.firstMatch(of: pattern).map { String($0.output.1) }
    }
  }

  static func swiftFiles(in folder: URL) -> [URL] {
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }.sorted { $0.path < $1.path }
  }

  private static func names(in cell: String) -> [String] {
    cell.matches(of: #/`(\w+)`/#).map { String($0.output.1) }
  }
}
