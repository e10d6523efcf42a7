import GateConfig
import GateModel

/// `threats:` of the guard policy: the threat model, and where its tests are.
struct ThreatModelPolicy: Sendable {
  var file: String
  /// Folders of tests that requirements may name.
  var tests: [String]
  var location: SourceLocation

  /// - Throws: `ConfigError`.
  init(_ node: ConfigNode) throws {
    var threats = try node.mapping("threats")
    file = try threats.required("file").string("file")
    tests = try threats.required("tests").strings("tests")
    location = node.location
    try threats.finish()
  }
}
