import GateConfig
import GateModel

/// `images:` of the guard policy file: patterns of references that an exact tag or a variable is enough for.
struct ImagePolicy: Sendable {
  struct Exemption: Sendable {
    var pattern: String
    var location: SourceLocation
  }

  var exemptions: [Exemption] = []

  init() {}

  /// - Throws: `ConfigError`.
  init(_ node: ConfigNode) throws {
    var images = try node.mapping("images")
    for entry in try images.optional("exemptions")?.list("exemptions") ?? [] {
      exemptions.append(Exemption(pattern: try entry.string("exemptions"), location: entry.location))
    }
    try images.finish()
  }

  /// The first exemption that lets a reference through; a pattern ends in `*` for any rest.
  func exemption(for reference: String) -> Exemption? {
    exemptions.first { exemption in
      exemption.pattern.hasSuffix("*") ? reference.hasPrefix(exemption.pattern.dropLast()) : reference == exemption.pattern
    }
  }
}
