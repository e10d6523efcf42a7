import GateConfig
import GateKit
import GateModel

/// `images:` of the guard policy file: patterns of references that an exact tag or a variable is enough for.
struct ImagePolicy: Sendable {
  struct Exemption: Sendable {
    var pattern: String
    var location: SourceLocation
  }

  var exemptions: [Exemption] = []

  /// Missing file: no exemption.
  /// - Throws: `ConfigError`.
  static func load(_ path: String, from files: any FileTree) throws -> ImagePolicy {
    var policy = ImagePolicy()
    guard files.exists(path) else { return policy }
    var root = try ConfigDocument(text: try files.text(path), path: path).root.mapping(path)
    if let node = root.optional("images") {
      var images = try node.mapping("images")
      for entry in try images.optional("exemptions")?.list("exemptions") ?? [] {
        policy.exemptions.append(Exemption(pattern: try entry.string("exemptions"), location: entry.location))
      }
      try images.finish()
    }
    try root.finish()
    return policy
  }

  /// The first exemption that lets a reference through; a pattern ends in `*` for any rest.
  func exemption(for reference: String) -> Exemption? {
    exemptions.first { exemption in
      exemption.pattern.hasSuffix("*") ? reference.hasPrefix(exemption.pattern.dropLast()) : reference == exemption.pattern
    }
  }
}
