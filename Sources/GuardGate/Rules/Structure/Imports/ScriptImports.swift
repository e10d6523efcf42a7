/// `import a from 'b'`, `export * from 'b'`, `require('b')` and `import('b')`.
struct ScriptImports {
  private(set) var uses: [ImportUse] = []

  init(_ code: CodeText) {
    let folder = RepositoryPath.folder(of: code.source.path)
    for literal in code.literals where literal.lowerBound > 0 && Self.isImported(code, literal.lowerBound - 1) {
      let written = code.text(of: literal)
      guard !written.isEmpty, written.utf8.count < 1_000 else { continue }
      uses.append(
        ImportUse(
          written: written, paths: Self.paths(written, folder), isGuess: !written.hasPrefix("."), name: Self.name(written),
          location: code.location(literal)))
    }
  }

  private static func isImported(_ code: CodeText, _ mark: Int) -> Bool {
    var end = mark
    while end > 0, code.bytes[end - 1] <= 0x20 { end -= 1 }
    if end > 0, code.bytes[end - 1] == 0x28 { return ["require", "import"].contains(code.word(before: end - 1)) }
    return ["from", "import"].contains(code.word(before: end))
  }

  /// The usual short names of the own root.
  private static let ownRoots = ["@/", "~/", "#"]

  private static func paths(_ written: String, _ folder: String) -> [String] {
    if written.hasPrefix(".") { return RepositoryPath.resolve(CodeLanguage.stem(written), from: folder).map { [$0] } ?? [] }
    var rest = CodeLanguage.stem(written)[...]
    for prefix in ownRoots where rest.hasPrefix(prefix) { rest = rest.dropFirst(prefix.count) }
    return RepositoryPath.ancestors(of: folder).reversed().flatMap {
      [RepositoryPath.join($0, String(rest)), RepositoryPath.join($0, "src/\(rest)")]
    }
  }

  /// The package: `@scope/name` or `name`.
  private static func name(_ written: String) -> String {
    if written.hasPrefix(".") || ownRoots.contains(where: written.hasPrefix) { return "" }
    let parts = written.split(separator: "/", maxSplits: 2)
    return parts.prefix(written.hasPrefix("@") ? 2 : 1).joined(separator: "/")
  }
}
