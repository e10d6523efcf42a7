import LocatedYAML

/// What stands for something else in a manifest or pipeline: variables, axes of a matrix, aliases of containers.
struct ManifestVariables {
  /// Names that a pipeline gives to containers; they hold in the whole file.
  private(set) var aliases: Set<String> = []
  private var values = Interpolation()
  private var matrix: [String: [YAMLValue]] = [:]
  private let kind: ManifestKind

  init(_ kind: ManifestKind) { self.kind = kind }

  func resolve(_ text: String) -> String { values.resolve(expanded(text)) }

  /// The references that a text with `${{ matrix.NAME }}` stands for, and where each value stands.
  func axis(of text: String) -> [(reference: String, node: YAMLValue)] {
    guard text.has("${{"), let match = text.firstMatch(of: #/\$\{\{\s*matrix\.([A-Za-z0-9_.\-]+)\s*\}\}/#) else { return [] }
    return (matrix[String(match.output.1)] ?? []).map { node in
      (text[..<match.range.lowerBound] + (node.scalar ?? "") + text[match.range.upperBound...], node)
    }
  }

  /// Forgets what held only below a mapping.
  mutating func leave(to outer: ManifestVariables) {
    (values, matrix) = (outer.values, outer.matrix)
  }

  /// Variables that hold below a mapping.
  mutating func collect(_ entries: [YAMLValue.Entry]) {
    for entry in entries {
      switch entry.key {
      case "variables", "env", "environment":
        guard kind.takesScripts else { continue }
        for member in entry.value.entries {
          if let text = member.value.scalar ?? member.value["value"]?.scalar { values.values[member.key] = text }
        }
        for item in entry.value.list {
          if let name = item["name"]?.scalar, let text = item["value"]?.scalar { values.values[name] = text }
        }
      case "inputs" where kind == .workflow:
        for member in entry.value.entries {
          if let text = member.value["default"]?.scalar { values.values["inputs.\(member.key)"] = text }
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
      return values.values[match.output.1 == "inputs" ? "inputs.\(name)" : name] ?? String(match.output.0)
    }
  }
}
