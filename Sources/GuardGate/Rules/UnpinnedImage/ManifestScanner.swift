import LocatedYAML

/// Finds the images that a manifest or a pipeline names, whatever resource or job they stand in.
///
/// The file is known by its path or by its content (`apiVersion` and `kind`); then every mapping in it is looked at, so
/// that custom resources with a pod template need no rule of their own.
struct ManifestScanner {
  enum Kind: Sendable { case kubernetes, kustomize, helmValues, workflow, pipeline, cloudBuild, devcontainer, tasks }

  private let kind: Kind
  private let source: SourceText
  private let offset: Int
  private var variables = Interpolation()
  private var matrix: [String: [YAMLValue]] = [:]
  private var aliases: Set<String> = []
  private(set) var uses: [ImageUse] = []

  private init(kind: Kind, source: SourceText, offset: Int) {
    (self.kind, self.source, self.offset) = (kind, source, offset)
  }

  static func scan(_ root: YAMLValue, kind: Kind, source: SourceText, offset: Int) -> [ImageUse] {
    var scanner = ManifestScanner(kind: kind, source: source, offset: offset)
    scanner.visit(root, under: "", depth: 0)
    return scanner.uses
  }

  /// What the content of a document says that it is.
  static func kind(of root: YAMLValue) -> Kind? {
    if root["apiVersion"]?.scalar != nil, let kind = root["kind"]?.scalar {
      return kind == "Kustomization" || kind == "Component" ? .kustomize : .kubernetes
    }
    if root["containerDefinitions"] != nil || root["AWSEBDockerrunVersion"] != nil || root["Job"] != nil { return .pipeline }
    if !root.list.isEmpty, root.list.allSatisfy({ $0["hosts"] != nil || $0["tasks"] != nil || $0["name"] != nil }),
      !root.list[0].entries.isEmpty
    {
      return .tasks
    }
    return nil
  }

  private mutating func visit(_ node: YAMLValue, under key: String, depth: Int) {
    guard depth < 100 else { return }
    for item in node.list { visit(item, under: key, depth: depth + 1) }
    let entries = node.entries
    guard !entries.isEmpty else { return }
    let (outerVariables, outerMatrix) = (variables, matrix)
    collect(entries)
    if let triple = HelmTriple(node), kind == .helmValues || kind == .kubernetes, isImage(key) || triple.isComplete {
      add(triple.reference, written: triple.written, at: triple.place, instruction: "image")
    }
    if kind == .kubernetes || kind == .tasks, let name = node["name"]?.scalar, let value = node["value"], let text = value.scalar {
      // Settings that carry a reference: `RELATED_IMAGE`, `name: bundle` of a Tekton resolver, `image` of an Argo parameter.
      if isNamedImage(name), looksLikeImage(text) || name == "bundle" { add(text, at: value, instruction: name) }
    }
    for entry in entries { take(entry, in: node, under: key, depth: depth) }
    (variables, matrix) = (outerVariables, outerMatrix)
  }

  private mutating func take(_ entry: YAMLValue.Entry, in node: YAMLValue, under key: String, depth: Int) {
    let value = entry.value
    switch entry.key {
    case "image" where key != "machine" && key != "macos" && key != "pool" && !isSettings(key):
      if let text = value.scalar {
        if HelmTriple(node) == nil { add(text, at: value, instruction: "image") }
      } else if let name = value["name"] ?? value["reference"], HelmTriple(value) == nil, name.scalar != nil {
        add(name.scalar ?? "", at: name, instruction: "image")
      }
    case "container" where kind == .workflow || kind == .pipeline:
      if let text = value.scalar, kind == .workflow || (looksLikeImage(text) && !aliases.contains(text)) {
        add(text, at: value, instruction: "container")
      }
    case "services" where kind == .pipeline:
      for item in value.list {
        if let text = item.scalar, looksLikeImage(text) || node["script"] != nil || node["image"] != nil || depth == 0 {
          // Bitbucket lists services by name.
          if text != "docker", node["step"] == nil, !source.path.lowercased().contains("bitbucket") {
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
      if let text = value.scalar, looksLikeImage(text) { add(text, at: value, instruction: "bundle") }
    case "matrix" where kind == .workflow: return
    case let name where isImage(name) && name != "image" && kind != .workflow:
      if let text = value.scalar, looksLikeImage(text) { add(text, at: value, instruction: name) }
    default: break
    }
    if takesScripts, ScriptText.keys.contains(entry.key) {
      for node in value.scalars {
        guard let text = ScriptText(node, offset: offset, source: source) else { continue }
        uses += ShellImages.uses(in: text).map { use in
          var use = use
          use.reference = variables.resolve(expanded(use.reference))
          return use
        }
      }
    }
    if entry.key != "matrix" || kind != .workflow { visit(value, under: entry.key, depth: depth + 1) }
  }

  private var takesScripts: Bool { kind == .workflow || kind == .pipeline || kind == .cloudBuild || kind == .devcontainer }

  /// Variables that hold below a mapping.
  private mutating func collect(_ entries: [YAMLValue.Entry]) {
    for entry in entries {
      switch entry.key {
      case "variables", "env", "environment":
        guard takesScripts else { continue }
        for member in entry.value.entries {
          if let text = member.value.scalar ?? member.value["value"]?.scalar { variables.values[member.key] = text }
        }
        for item in entry.value.list {
          if let name = item["name"]?.scalar, let text = item["value"]?.scalar { variables.values[name] = text }
        }
      case "inputs" where kind == .workflow:
        for member in entry.value.entries {
          if let text = member.value["default"]?.scalar { variables.values["inputs.\(member.key)"] = text }
        }
      case "strategy" where kind == .workflow: if let found = entry.value["matrix"] { collectMatrix(found) }
      case "parallel", "matrix": if kind == .pipeline { collectMatrix(entry.value) }
      case "resources":
        for container in entry.value["containers"]?.list ?? [] {
          if let name = container["container"]?.scalar { aliases.insert(name) }
        }
      default: break
      }
    }
  }

  private mutating func collectMatrix(_ node: YAMLValue) {
    for entry in node.entries where entry.key != "exclude" {
      for item in entry.value.list {
        if entry.key == "include" {
          for member in item.entries { addAxis(member.key, member.value) }
        } else {
          addAxis(entry.key, item)
        }
      }
    }
  }

  private mutating func addAxis(_ name: String, _ value: YAMLValue) {
    if value.scalar != nil { matrix[name, default: []].append(value) }
    for member in value.entries { addAxis("\(name).\(member.key)", member.value) }
  }

  /// `${{ env.NAME }}` and `${{ inputs.name }}` with their values.
  private func expanded(_ text: String) -> String {
    guard text.has("${{") else { return text }
    return text.replacing(#/\$\{\{\s*(env|variables|inputs|vars)\.([A-Za-z0-9_\-]+)\s*\}\}/#) { match in
      let name = String(match.output.2)
      return variables.values[match.output.1 == "inputs" ? "inputs.\(name)" : name] ?? String(match.output.0)
    }
  }

  private mutating func add(_ written: String, at node: YAMLValue, instruction: String) {
    let text = written.trimmingPrefix("docker://")
    guard !text.isEmpty, !text.hasPrefix("./"), !text.hasPrefix("../"), !text.hasPrefix("/"), text != "Dockerfile", text != "scratch" else {
      return
    }
    // A local Dockerfile of an action.
    if text.hasSuffix("Dockerfile") || text.hasPrefix("ami-") || text.hasPrefix("docker-archive:") { return }
    let reference = variables.resolve(expanded(String(text)))
    if reference.has("${{"), let match = reference.firstMatch(of: #/\$\{\{\s*matrix\.([A-Za-z0-9_.\-]+)\s*\}\}/#) {
      let axis = matrix[String(match.output.1)] ?? []
      for value in axis {
        let filled = reference.replacingCharacters(match.range, with: value.scalar ?? "")
        if !filled.isEmpty { append(filled, written: value.scalar ?? "", at: value, instruction) }
      }
      if !axis.isEmpty { return }
    }
    append(reference, written: String(text), at: node, instruction)
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
      if looksLikeImage(text) { add(String(parts.last ?? ""), at: item, instruction: "images") }
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

  private func isSettings(_ key: String) -> Bool {
    // Names of properties in a schema are no images.
    key == "properties" || key == "x-kubernetes" || key == "with" || key == "labels" || key == "annotations" || key == "matchLabels"
  }

  private func isImage(_ key: String) -> Bool {
    key == "image" || key.hasSuffix("Image") && key != "vmImage" && key != "osImage" || key.hasSuffix("_image") || key.hasSuffix("_IMAGE")
      || key == "image_name"
  }

  private func isNamedImage(_ name: String) -> Bool {
    name == "bundle" || name == "image" || name.hasSuffix("_IMAGE") || name.hasPrefix("RELATED_IMAGE") || name.hasSuffix("-image")
      || name.hasSuffix("Image")
  }

  /// True for what has a tag, a digest or a registry; a bare word is more often something else.
  private func looksLikeImage(_ text: String) -> Bool {
    guard text.contains(":") || text.contains("@") || text.contains("/"), !text.contains(" "), !text.contains("://"), !text.hasPrefix("/")
    else {
      return false
    }
    let image = ImageReference(text)
    return image.tag != nil || image.digest != nil || image.registry != nil || text.contains("$")
  }
}

extension String {
  fileprivate func replacingCharacters(_ range: Range<String.Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
