import GateModel

/// Reads what a source imports.
struct ImportReader {
  private(set) var uses: [ImportUse] = []
  private let code: CodeText

  init(_ code: CodeText, goModule: GoModule?) {
    self.code = code
    switch code.language {
    case .swift: readSwift()
    case .go: readGo(goModule)
    case .python: uses = PythonImports(code).uses
    case .script: uses = ScriptImports(code).uses
    case .rust: uses = RustImports(code).uses
    }
  }

  private static let modifiers: Set<String> = ["public", "package", "internal", "fileprivate", "private"]
  private static let kinds: Set<String> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias", "actor"]

  /// `@testable public import struct Foundation.URL`
  private mutating func readSwift() {
    for line in code.lines {
      guard line.text.text.has("import") else { continue }
      for statement in line.text.split(separator: 0x3B) {
        var words = statement.split { $0 == 0x20 || $0 == 9 || $0 == 13 }
        while let first = words.first, first.first == 0x40 || Self.modifiers.contains(first.text) { words.removeFirst() }
        guard words.first?.text == "import" else { continue }
        words.removeFirst()
        if let first = words.first, Self.kinds.contains(first.text), words.count > 1 { words.removeFirst() }
        guard let module = words.first?.split(separator: 0x2E).first, !module.isEmpty else { continue }
        uses.append(ImportUse(written: module.text, name: module.text, location: code.location(module.startIndex..<module.endIndex)))
      }
    }
  }

  /// `import name "path"`, and the same in brackets.
  private mutating func readGo(_ module: GoModule?) {
    let blocks = code.places(of: "import").prefix(1_000).map { place -> Range<Int> in
      let start = place + 6
      let end = code.bytes[start...].firstIndex(of: 10) ?? code.bytes.count
      guard let open = code.next(start), code.bytes[open] == 0x28, let close = code.closing(open) else { return start..<end }
      return open..<close
    }
    for literal in code.literals.prefix(20_000) where blocks.contains(where: { $0.contains(literal.lowerBound) }) {
      let package = code.text(of: literal)
      guard !package.isEmpty else { continue }
      let path = module?.path(of: package)
      uses.append(ImportUse(written: package, paths: path.map { [$0] } ?? [], name: package, location: code.location(literal)))
    }
  }
}

/// Paths of a repository, put together.
enum RepositoryPath {
  static func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }

  /// Nil for one that leads out of the repository.
  static func resolve(_ relative: String, from folder: String) -> String? {
    var parts = folder.split(separator: "/")
    for part in relative.split(separator: "/") where part != "." {
      guard part == ".." else {
        parts.append(part)
        continue
      }
      if parts.isEmpty { return nil }
      parts.removeLast()
    }
    return parts.joined(separator: "/")
  }

  static func join(_ folder: String, _ rest: String) -> String { folder.isEmpty ? rest : rest.isEmpty ? folder : "\(folder)/\(rest)" }

  /// A folder and all above it, the nearest first.
  static func ancestors(of folder: String) -> [String] {
    var found = [folder]
    while let last = found.last, !last.isEmpty { found.append(Self.folder(of: last)) }
    return found
  }

  /// True for a path that is, or is below, another.
  static func contains(_ outer: String, _ path: String) -> Bool {
    guard path.utf8.starts(with: outer.utf8) else { return false }
    let rest = path.utf8.dropFirst(outer.utf8.count)
    return rest.isEmpty || rest.first == 0x2F || outer.isEmpty
  }
}
