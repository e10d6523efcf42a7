import GateKit
import LocatedYAML

/// Every script that a pipeline, a build file or a shell file holds.
enum PipelineScripts {
  static func scripts(in file: RepositoryFile) -> [ScriptText] {
    let kind = file.kind
    guard kind.mayHoldScripts, let source = file.source else { return [] }
    if kind.isPipeline {
      var found: [ScriptText] = []
      for document in file.documents {
        if let root = document.root { visit(root, document.offset, source, depth: 0, into: &found) }
      }
      return found
    }
    if kind.isBuildFile {
      var found: [ScriptText] = []
      var reader = DockerfileReader(bytes: source.bytes)
      guard reader.usesShell else { return [] }
      while let instruction = reader.next() {
        let keywords = instruction.words.prefix(2).map { $0.text.uppercased() }
        if keywords.first == "RUN" || keywords == ["ONBUILD", "RUN"] { found += instruction.scripts() }
      }
      return found
    }
    let isShell = kind.name.hasSuffix(".sh") || kind.name.hasSuffix(".bash") || kind.name == "makefile" || kind.name.hasSuffix(".mk")
    return isShell || source.isShell ? [ScriptText(source)] : []
  }

  private static func visit(_ node: YAMLValue, _ offset: Int, _ source: SourceText, depth: Int, into found: inout [ScriptText]) {
    guard depth < 60 else { return }
    for item in node.list { visit(item, offset, source, depth: depth + 1, into: &found) }
    for entry in node.entries {
      if ScriptText.keys.contains(entry.key) {
        found += entry.value.scalars.compactMap { ScriptText($0, offset: offset, source: source) }
      }
      if entry.value.scalar == nil { visit(entry.value, offset, source, depth: depth + 1, into: &found) }
    }
  }
}
