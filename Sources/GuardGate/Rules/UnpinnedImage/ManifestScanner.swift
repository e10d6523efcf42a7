import LocatedYAML

/// Finds the images that a manifest or a pipeline names, whatever resource or job they stand in.
///
/// The file is known by its path or by its content (`apiVersion` and `kind`); then every mapping in it is looked at, so
/// that custom resources with a pod template need no rule of their own.
struct ManifestScanner {
  private let kind: ManifestKind
  private let source: SourceText
  private let offset: Int
  private var variables: ManifestVariables
  private(set) var uses: [ImageUse] = []

  private init(kind: ManifestKind, source: SourceText, offset: Int) {
    (self.kind, self.source, self.offset) = (kind, source, offset)
    variables = ManifestVariables(kind)
  }

  static func scan(_ root: YAMLValue, kind: ManifestKind, source: SourceText, offset: Int) -> [ImageUse] {
    var scanner = ManifestScanner(kind: kind, source: source, offset: offset)
    scanner.visit(root, under: "", depth: 0)
    return scanner.uses
  }

  private mutating func visit(_ node: YAMLValue, under key: String, depth: Int) {
    guard depth < 100 else { return }
    for item in node.list { visit(item, under: key, depth: depth + 1) }
    let entries = node.entries
    guard !entries.isEmpty else { return }
    let outer = variables
    variables.collect(entries)
    if let triple = HelmTriple(node), kind == .helmValues || kind == .kubernetes, ImageKey.isImage(key) || triple.isComplete {
      add(triple.reference, written: triple.written, at: triple.place, instruction: "image")
    }
    if kind == .kubernetes || kind == .tasks, let name = node["name"]?.scalar, let value = node["value"], let text = value.scalar {
      // Settings that carry a reference: `RELATED_IMAGE`, `name: bundle` of a Tekton resolver, `image` of an Argo parameter.
      if ImageKey.isParameter(name), ImageKey.isReference(text) || name == "bundle" { add(text, at: value, instruction: name) }
    }
    for entry in entries { take(entry, in: node, under: key, depth: depth) }
    variables.leave(to: outer)
  }

  private mutating func take(_ entry: YAMLValue.Entry, in node: YAMLValue, under key: String, depth: Int) {
    let value = entry.value
    switch entry.key {
    case "image" where key != "machine" && key != "macos" && key != "pool" && !ImageKey.isSettings(key):
      if let text = value.scalar {
        if HelmTriple(node) == nil { add(text, at: value, instruction: "image") }
      } else if let name = value["name"] ?? value["reference"], HelmTriple(value) == nil, name.scalar != nil {
        add(name.scalar ?? "", at: name, instruction: "image")
      }
    case "container" where kind == .workflow || kind == .pipeline:
      if let text = value.scalar, kind == .workflow || (ImageKey.isReference(text) && !variables.aliases.contains(text)) {
        add(text, at: value, instruction: "container")
      }
    case "services" where kind == .pipeline:
      for item in value.list {
        if let text = item.scalar, ImageKey.isReference(text) || node["script"] != nil || node["image"] != nil || depth == 0 {
          // Bitbucket lists services by name.
          if text != "docker", node["step"] == nil, !source.path.lowercased().has("bitbucket") {
            add(text, at: item, instruction: "services")
          }
        } else if let name = item["name"], let text = name.scalar, item["image"] == nil {
          add(text, at: name, instruction: "services")
        }
      }
    case "images":
      for item in value.list { kustomized(item) }
    case "uses", "pipe":
      if let text = value.scalar, text.hasPrefix("docker://") { add(text, at: value, instruction: entry.key) }
    case "name" where kind == .cloudBuild && key == "steps":
      if let text = value.scalar { add(text, at: value, instruction: "steps") }
    case "bundle" where kind == .kubernetes:
      if let text = value.scalar, ImageKey.isReference(text) { add(text, at: value, instruction: "bundle") }
    case "matrix" where kind == .workflow: return
    case let name where ImageKey.isImage(name) && name != "image" && kind != .workflow:
      if let text = value.scalar, ImageKey.isReference(text) { add(text, at: value, instruction: name) }
    default: break
    }
    if kind.takesScripts, ScriptText.keys.contains(entry.key) {
      for node in value.scalars {
        guard let text = ScriptText(node, offset: offset, source: source) else { continue }
        uses += ShellImages.uses(in: text).map { use in
          var use = use
          use.reference = variables.resolve(use.reference)
          return use
        }
      }
    }
    if entry.key != "matrix" || kind != .workflow { visit(value, under: entry.key, depth: depth + 1) }
  }

  private mutating func add(_ written: String, at node: YAMLValue, instruction: String) {
    let text = written.trimmingPrefix("docker://")
    guard !text.isEmpty, !text.hasPrefix("./"), !text.hasPrefix("../"), !text.hasPrefix("/"), text != "Dockerfile", text != "scratch" else {
      return
    }
    // A local Dockerfile of an action.
    if text.hasSuffix("Dockerfile") || text.hasPrefix("ami-") || text.hasPrefix("docker-archive:") { return }
    let reference = variables.resolve(String(text))
    let axis = variables.axis(of: reference)
    for value in axis where !value.reference.isEmpty {
      append(value.reference, written: value.node.scalar ?? "", at: value.node, instruction)
    }
    if axis.isEmpty { append(reference, written: String(text), at: node, instruction) }
  }

  private mutating func add(_ reference: String, written: String, at node: YAMLValue, instruction: String) {
    append(variables.resolve(reference), written: written, at: node, instruction)
  }

  private mutating func append(_ reference: String, written: String, at node: YAMLValue, _ instruction: String) {
    // What a template puts in is judged where it is set.
    if reference.has("{{"), !reference.has("${{") { return }
    let use = ImageUse(
      reference: reference, written: written, line: node.place.line + offset, column: node.place.column, slack: 4, instruction: instruction)
    // An alias makes several mappings name the image in one place.
    if uses.last != use { uses.append(use) }
  }

  /// An override of Kustomize: `name`, `newName`, `newTag`, `digest`; or `name=reference` of Argo CD.
  private mutating func kustomized(_ item: YAMLValue) {
    if let text = item.scalar {
      // Lists of the same name in other files hold what is built, or names.
      guard kind == .kubernetes || kind == .kustomize else { return }
      let parts = text.split(separator: "=", maxSplits: 1)
      if ImageKey.isReference(text) { add(String(parts.last ?? ""), at: item, instruction: "images") }
      return
    }
    guard kind == .kustomize || kind == .kubernetes, let name = item["name"]?.scalar,
      item["newTag"] ?? item["newName"] ?? item["digest"] != nil
    else { return }
    let target = item["newName"]?.scalar ?? name
    let tag = item["newTag"]?.scalar.map { ":\($0)" } ?? ""
    let digest = item["digest"]?.scalar.map { "@\($0)" } ?? ""
    guard let place = item["digest"] ?? item["newTag"] ?? item["newName"] else { return }
    add(target + tag + digest, written: place.scalar ?? "", at: place, instruction: "images")
  }
}
