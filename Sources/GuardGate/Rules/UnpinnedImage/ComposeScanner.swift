import GateConfig

/// Finds the images that a Compose file runs or builds from: `services.*.image`, also through merge keys (`<<`), and
/// `services.*.build.dockerfile_inline`.
struct ComposeScanner {
  static func isComposeFile(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    guard name.hasSuffix(".yml") || name.hasSuffix(".yaml") else { return false }
    return name.hasPrefix("compose.") || name.hasPrefix("compose-") || name.hasPrefix("docker-compose")
  }

  /// - Throws: `ConfigError` for a file that is no YAML.
  static func scan(_ text: String, path: String) throws -> [ImageUse] {
    let services = members(of: members(of: try ConfigDocument(text: text, path: path).root)["services"])
    var uses: [ImageUse] = []
    for (_, service) in services.sorted(by: { ($0.value.location, $0.key) < ($1.value.location, $1.key) }) {
      let members = members(of: service)
      let found: [ImageUse]
      if let build = members["build"] { found = inlineBuild(build) } else { found = image(members["image"]) }
      // A merge key makes several services name the image in one place.
      for use in found where !uses.contains(use) { uses.append(use) }
    }
    return uses
  }

  /// A service that is built here only names what it builds; what it is built from may stand inside.
  private static func inlineBuild(_ build: ConfigNode) -> [ImageUse] {
    guard let inline = members(of: build)["dockerfile_inline"], case .scalar(let text, _) = inline.content else { return [] }
    return DockerfileScanner.scan(text).map { use in
      var use = use
      use.line = inline.location.line ?? 1
      use.column = inline.location.column ?? 1
      return use
    }
  }

  private static func image(_ node: ConfigNode?) -> [ImageUse] {
    guard let node, case .scalar(let written, _) = node.content else { return [] }
    return [
      ImageUse(
        reference: interpolated(written), line: node.location.line ?? 1, column: node.location.column ?? 1, instruction: "image",
        allowsExactTag: true)
    ]
  }

  /// The members of a mapping with those that its merge keys bring; an own member wins, then the earlier merge.
  private static func members(of node: ConfigNode?) -> [String: ConfigNode] {
    guard case .mapping(let entries)? = node?.content else { return [:] }
    var members: [String: ConfigNode] = [:]
    var sources: [ConfigNode] = []
    for entry in entries {
      guard entry.key == "<<" else {
        members[entry.key] = entry.value
        continue
      }
      if case .sequence(let list) = entry.value.content { sources += list } else { sources.append(entry.value) }
    }
    for source in sources { members.merge(Self.members(of: source)) { own, _ in own } }
    return members
  }

  /// Puts the default of `${NAME:-default}` in; a variable without one stays.
  private static func interpolated(_ text: String) -> String {
    text.replacing(#/\$\{[A-Za-z_][A-Za-z0-9_]*:?-([^}]*)\}/#) { String($0.output.1) }
  }
}
