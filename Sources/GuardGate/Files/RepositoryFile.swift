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
}
