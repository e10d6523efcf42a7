import GateKit
import LocatedYAML

/// Finds every image that a file names, by what kind of file it is.
enum ImageScanner {
  struct Result {
    var uses: [ImageUse] = []
    var source: SourceText
  }

  /// Nil where the file is of no kind that names images.
  static func scan(_ path: String, in repository: any FileTree) -> Result? {
    let kind = FileKind(path)
    let isJenkins = LiteralScanner.isJenkinsfile(kind.name)
    guard
      kind.isBuildFile || kind.isYAML || kind.isJSON || kind.isHCL || kind.isSource || kind.mayBeShell || isJenkins
        || kind.isKustomization,
      let source = SourceText(path, in: repository)
    else { return nil }
    if kind.isBuildFile { return Result(uses: build(source), source: source) }
    if kind.isYAML || kind.isJSON || kind.isKustomization {
      return mayName(source) ? Result(uses: manifest(source, kind), source: source) : nil
    }
    if kind.isHCL { return mayName(source) ? Result(uses: HCLScanner.scan(source), source: source) : nil }
    if kind.mayBeShell {
      let isShell = kind.name.contains(".") || kind.name == "makefile" || kind.name == "justfile" || source.isShell
      guard isShell, source.contains("docker") || source.contains("podman") || source.contains("--image") || source.contains("nerdctl")
      else { return nil }
      return Result(uses: ShellImages.uses(in: ScriptText(source)), source: source)
    }
    return Result(uses: LiteralScanner.scan(source, isJenkins: isJenkins), source: source)
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

  private static func manifest(_ source: SourceText, _ kind: FileKind) -> [ImageUse] {
    // A chart's templates are judged by its values; what they name themselves is read line by line.
    if kind.isHelmTemplate, source.contains("{{") { return LineScanner.scan(source, lines: 1..<(source.lineCount + 1)) }
    var uses: [ImageUse] = []
    for document in YAMLFile(source, isJSON: kind.isJSON).documents {
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
      } else if kind.isJSON, kind.name.contains("bake"), let targets = root["target"] {
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
