import LocatedYAML

/// `registry`, `repository`, `tag` and `digest` as Helm values keep them.
struct HelmTriple {
  let reference: String
  /// The member that decides, as it is written.
  let written: String
  let place: YAMLValue
  /// True where it has more than a repository.
  let isComplete: Bool

  init?(_ node: YAMLValue) {
    guard let member = node["repository"] ?? (node["registry"] == nil ? nil : node["image"] ?? node["name"]),
      let repository = member.scalar,
      !repository.isEmpty, !repository.has("://"), !repository.hasPrefix("git@"), !repository.hasPrefix("/")
    else { return nil }
    let registry = node["registry"]?.scalar.flatMap { $0.isEmpty ? nil : "\($0)/" } ?? ""
    let tag = node["tag"]?.scalar.flatMap { $0.isEmpty || $0 == "null" || $0 == "~" ? nil : $0 }
    let digestNode = node["digest"] ?? node["sha"] ?? node["sha256"]
    var digest = digestNode?.scalar.flatMap { $0.isEmpty || $0 == "null" || $0 == "~" ? nil : $0 }
    if let text = digest, !text.has(":") { digest = "sha256:\(text)" }
    let start = registry + repository
    if let tag, tag.has("@") {
      reference = "\(start):\(tag)"
    } else {
      reference = start + (tag.map { ":\($0)" } ?? "") + (digest.map { "@\($0)" } ?? "")
    }
    if digest != nil, let digestNode { place = digestNode } else { place = tag == nil ? member : node["tag"] ?? member }
    written = place.scalar ?? ""
    isComplete = node["tag"] != nil || digestNode != nil || node["registry"] != nil && node["repository"] != nil
  }
}
