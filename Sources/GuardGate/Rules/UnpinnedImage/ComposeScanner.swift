import GateConfig

/// Finds the images that a Compose file runs (`services.*.image`).
struct ComposeScanner {
  static func isComposeFile(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    guard name.hasSuffix(".yml") || name.hasSuffix(".yaml") else { return false }
    return name.hasPrefix("compose.") || name.hasPrefix("compose-") || name.hasPrefix("docker-compose")
  }

  /// - Throws: `ConfigError` for a file that is no YAML.
  static func scan(_ text: String, path: String) throws -> [ImageUse] {
    guard case .mapping(let sections) = try ConfigDocument(text: text, path: path).root.content,
      case .mapping(let services)? = sections.first(where: { $0.key == "services" })?.value.content
    else { return [] }
    return services.compactMap { service in
      guard case .mapping(let members) = service.value.content, let image = members.first(where: { $0.key == "image" })?.value,
        case .scalar(let written, _) = image.content
      else { return nil }
      // A service that is built here only names what it builds.
      if members.contains(where: { $0.key == "build" }) { return nil }
      return ImageUse(
        reference: interpolated(written), line: image.location.line ?? 1, column: image.location.column ?? 1, instruction: "image",
        allowsExactTag: true)
    }
  }

  /// Puts the default of `${NAME:-default}` in; a variable without one stays.
  private static func interpolated(_ text: String) -> String {
    text.replacing(#/\$\{[A-Za-z_][A-Za-z0-9_]*:?-([^}]*)\}/#) { String($0.output.1) }
  }
}
