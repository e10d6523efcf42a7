import LocatedYAML

/// Finds the images that a Compose file runs or builds from: `services.*.image`, also through merge keys, and
/// `services.*.build.dockerfile_inline`, with the contexts of the build.
struct ComposeScanner {
  static func isComposeFile(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    guard name.hasSuffix(".yml") || name.hasSuffix(".yaml") else { return false }
    return name.hasPrefix("compose.") || name.hasPrefix("compose-") || name.hasPrefix("docker-compose") || name.hasPrefix("docker-stack")
      || name.hasSuffix(".compose.yml") || name.hasSuffix(".compose.yaml") || name.hasSuffix("-compose.yml")
      || name.hasSuffix("-compose.yaml")
  }

  static func scan(_ root: YAMLValue, offset: Int) -> [ImageUse] {
    var uses: [ImageUse] = []
    for service in root["services"]?.entries ?? [] {
      let found: [ImageUse]
      if let build = service.value["build"] {
        found = builds(build, offset)
      } else {
        found = image(service.value["image"], offset)
      }
      // A merge key makes several services name the image in one place.
      for use in found where !uses.contains(use) { uses.append(use) }
    }
    return uses.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
  }

  /// A service that is built here only names what it builds; what it is built from may stand inside.
  private static func builds(_ build: YAMLValue, _ offset: Int) -> [ImageUse] {
    var uses: [ImageUse] = []
    if let inline = build["dockerfile_inline"], let text = inline.scalar {
      uses += DockerfileScanner.scan(text.replacing("$$", with: "$")).map { use in
        var use = use
        // In a block the first line stands below the key.
        use.slack = max(1, text.utf8.count { $0 == 10 } + 1)
        use.line = inline.place.line + offset
        use.column = inline.place.column
        return use
      }
    }
    let contexts = build["additional_contexts"]
    let pairs = (contexts?.entries ?? []).map(\.value) + (contexts?.list ?? [])
    for node in pairs {
      guard let text = node.scalar, let range = text.firstRange(of: "docker-image://") else { continue }
      uses.append(use(String(text[range.upperBound...]), node, offset, "additional_contexts", exact: false))
    }
    return uses
  }

  private static func image(_ node: YAMLValue?, _ offset: Int) -> [ImageUse] {
    guard let node, let written = node.scalar else { return [] }
    return [use(written, node, offset, "image", exact: true)]
  }

  private static func use(_ written: String, _ node: YAMLValue, _ offset: Int, _ instruction: String, exact: Bool) -> ImageUse {
    ImageUse(
      reference: Interpolation().resolve(written), written: written, line: node.place.line + offset, column: node.place.column,
      instruction: instruction, allowsExactTag: exact)
  }
}
