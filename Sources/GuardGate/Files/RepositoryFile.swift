import GateKit

/// One file of the repository, read and taken apart at most once for all the rules that look at it.
///
/// It keeps what it made, and so is a class; one rule after another looks at it, and then it goes.
final class RepositoryFile {
  let kind: FileKind
  private let repository: any FileTree

  init(_ path: String, in repository: any FileTree) {
    kind = FileKind(path)
    self.repository = repository
  }

  var path: String { kind.path }

  /// Nil for what is missing, unreadable, too large or binary.
  private(set) lazy var source: SourceText? = SourceText(path, in: repository)

  /// The documents of a YAML or JSON file; none where it cannot be read.
  private(set) lazy var documents: [YAMLFile.Document] = source.map { YAMLFile($0, isJSON: kind.isJSON).documents } ?? []

  /// Every script that it holds as a pipeline, a build file or a shell file.
  private(set) lazy var scripts: [ScriptText] = PipelineScripts.scripts(in: self)

  /// A source of Swift, Go, Rust, Python or TypeScript without comments and literals.
  private(set) lazy var code: CodeText? = CodeLanguage(path).flatMap { language in source.map { CodeText($0, language) } }

  /// What a source imports.
  private(set) lazy var imports: [ImportUse] = importing.map { ImportReader($0, goModule: goModule).uses } ?? []

  /// The code as far as it may hold imports, which mostly are its first lines.
  private var importing: CodeText? {
    guard let language = CodeLanguage(path), let source else { return nil }
    switch language {
    case .script, .rust: return code
    // The brackets of a list close behind the word.
    case .go, .python: return source.contains("import") ? code : nil
    case .swift: return source.upTo(last: "import").map { CodeText($0, language) }
    }
  }

  /// Whether there is a file or folder at a path of the repository.
  func exists(_ path: String) -> Bool {
    if let known = existing[path] { return known }
    let exists = repository.exists(path)
    existing[path] = exists
    return exists
  }

  private var existing: [String: Bool] = [:]

  /// Another file of the repository.
  func other(_ path: String) -> SourceText? { SourceText(path, in: repository) }

  /// The Go module that the file belongs to: its folder, and its name.
  private var goModule: GoModule? {
    guard path.hasSuffix(".go") else { return nil }
    var folder = path[...]
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      if let module = GoModule(String(folder), in: repository) { return module }
    }
    return GoModule("", in: repository)
  }
}
