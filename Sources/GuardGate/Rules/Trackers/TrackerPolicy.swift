import GateConfig
import GateModel

/// One of the `trackers:` of the guard policy: a file of tasks, and what holds of them.
struct TrackerPolicy: Sendable {
  var file: String
  /// Fields that every entry has.
  var fields: [String] = []
  /// Whether what is done needs a record of executed checks, and not just some file.
  var needsExecution = false
  var location: SourceLocation

  /// - Throws: `ConfigError`.
  init(_ node: ConfigNode) throws {
    var tracker = try node.mapping("trackers")
    file = try tracker.required("file").string("file")
    fields = try tracker.optional("fields")?.strings("fields").map { $0.lowercased() } ?? []
    switch try tracker.optional("evidence")?.string("evidence") ?? "reference" {
    case "reference": needsExecution = false
    case "executed": needsExecution = true
    case let other:
      throw ConfigError("'evidence' is '\(other)'", at: node.location, remedy: "Give reference or executed")
    }
    location = node.location
    try tracker.finish()
  }
}
