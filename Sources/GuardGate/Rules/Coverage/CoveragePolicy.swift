import GateConfig
import GateModel

/// `coverage:` of the guard policy: how much of the code tests must reach.
struct CoveragePolicy: Sendable {
  struct Floor: Sendable {
    /// Folder or file.
    var path: String
    /// Percent of its lines.
    var percent: Double
    var location: SourceLocation
  }

  /// What the compiler exported: JSON of `llvm-cov export`, or LCOV.
  var report: String
  var floors: [Floor] = []
  /// Percent of the changed lines, where a run is held against an earlier commit.
  var changed: Double?
  var location: SourceLocation

  /// - Throws: `ConfigError`.
  init(_ node: ConfigNode) throws {
    var coverage = try node.mapping("coverage")
    report = try coverage.required("report").string("report")
    location = node.location
    for entry in try coverage.optional("modules")?.mapping("modules").entries ?? [] {
      floors.append(Floor(path: entry.key, percent: try Self.percent(entry.value, entry.key), location: entry.keyLocation))
    }
    changed = try coverage.optional("changed").map { try Self.percent($0, "changed") }
    try coverage.finish()
    guard !floors.isEmpty || changed != nil else {
      throw ConfigError("'coverage' demands nothing", at: node.location, remedy: "Give 'modules' with a floor each, or 'changed'")
    }
  }

  private static func percent(_ node: ConfigNode, _ name: String) throws -> Double {
    let value = try node.double(name)
    guard (0...100).contains(value) else {
      throw ConfigError("'\(name)' is \(value)", at: node.location, remedy: "Give percent from 0 to 100")
    }
    return value
  }
}
