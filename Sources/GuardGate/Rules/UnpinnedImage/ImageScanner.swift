import GateKit
import LocatedYAML

/// Finds every image that a file names, by what kind of file it is.
enum ImageScanner {
  /// Nil where the file is of no kind that names images.
  static func scan(_ file: RepositoryFile) -> [ImageUse]? {
    let kind = file.kind
    if kind.isBuildFile { return file.source.map(build) }
    if kind.isYAML || kind.isJSON || kind.isKustomization {
      guard let source = file.source, mayName(source) else { return nil }
      return manifest(file, source)
    }
    if kind.isHCL {
      guard let source = file.source, mayName(source) else { return nil }
      return HCLScanner.scan(source)
    }
    if kind.mayBeShell {
      guard let source = file.source else { return nil }
      let isShell = kind.name.has(".") || kind.name == "makefile" || kind.name == "justfile" || source.isShell
      guard isShell, source.contains("docker") || source.contains("podman") || source.contains("--image") || source.contains("nerdctl")
      else { return nil }
      return ShellImages.uses(in: ScriptText(source))
    }
    let isJenkins = LiteralScanner.isJenkinsfile(kind.name)
    guard kind.isSource || isJenkins, let source = file.source else { return nil }
    return LiteralScanner.scan(source, isJenkins: isJenkins)
  }

  private static func mayName(_ source: SourceText) -> Bool {
    source.contains("mage") || source.contains("container") || source.contains("ocker") || source.contains("IMAGE")
      || source.contains("services") || source.contains("bundle") || source.contains("podman") || source.contains("repository")
      || source.contains("steps")
  }

  private static func build(_ source: SourceText) -> [ImageUse] {
    var uses = DockerfileScanner.scan(bytes: source.bytes)
    guard source.contains("docker run") || source.contains("podman run") || source.contains("docker pull") else { return uses }
    var reader = DockerfileReader(bytes: source.bytes)
    guard reader.usesShell else { return uses }
    while let instruction = reader.next() {
      guard instruction.words.first?.text.uppercased() == "RUN" else { continue }
      for script in instruction.scripts() { uses += ShellImages.uses(in: script) }
    }
    return uses
  }

  private static func manifest(_ file: RepositoryFile, _ source: SourceText) -> [ImageUse] {
    let kind = file.kind
    // A chart's templates are judged by its values; what they name themselves is read line by line.
    if kind.isHelmTemplate, source.contains("{{") { return LineScanner.scan(source, lines: 1..<(source.lineCount + 1)) }
    var uses: [ImageUse] = []
    for document in file.documents {
      guard let root = document.root else {
        // Broken, or a template: what names an image plainly is still seen.
        if pathKind(kind) != nil || kind.isCompose || source.contains("apiVersion:") {
          uses += LineScanner.scan(source, lines: document.lines).map { use in
            var use = use
            use.allowsExactTag = kind.isCompose
            return use
          }
        }
        continue
      }
      if kind.isCompose || isComposed(root, kind) {
        uses += ComposeScanner.scan(root, offset: document.offset)
      } else if let manifest = pathKind(kind) ?? ManifestKind(root) {
        uses += ManifestScanner.scan(root, kind: manifest, source: source, offset: document.offset)
      } else if kind.isJSON, kind.name.has("bake"), let targets = root["target"] {
        for context in targets.entries.flatMap({ $0.value["contexts"]?.entries ?? [] }) {
          guard let text = context.value.scalar, let range = text.firstRange(of: "docker-image://") else { continue }
          let reference = String(text[range.upperBound...])
          let place = context.value.place
          uses.append(ImageUse(reference: reference, written: reference, line: place.line, column: place.column, instruction: "contexts"))
        }
      }
    }
    return uses
  }

  /// A Compose file under another name.
  private static func isComposed(_ root: YAMLValue, _ kind: FileKind) -> Bool {
    guard !kind.isPipeline, !kind.isHelmValues, root["apiVersion"] == nil, let services = root["services"]?.entries, !services.isEmpty
    else { return false }
    return services.allSatisfy { $0.value["image"] != nil || $0.value["build"] != nil || $0.value["extends"] != nil }
  }

  private static func pathKind(_ kind: FileKind) -> ManifestKind? {
    if kind.isKustomization { return .kustomize }
    if kind.isWorkflow || kind.isAction { return .workflow }
    if kind.isCloudBuild { return .cloudBuild }
    if kind.isPipeline { return .pipeline }
    if kind.isDevcontainer { return .devcontainer }
    if kind.isHelmValues { return .helmValues }
    return nil
  }
}

extension SourceText {
  /// True where the first line names a shell.
  var isShell: Bool {
    let first = line(1).text
    return first.hasPrefix("#!") && ["/sh", "bash", "/dash", "zsh", " sh", "/ash"].contains { first.contains($0) }
  }
}
