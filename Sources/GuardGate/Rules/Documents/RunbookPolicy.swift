import GateConfig
import GateModel

/// `runbooks:` of the guard policy: documents for operators, and where what they name has to be.
struct RunbookPolicy: Sendable {
  /// Folders and files of runbooks.
  var folders: [String]
  /// API documents whose operations endpoints have to be; without one endpoints are not judged.
  var documents: [String] = []
  /// Where metrics have to stand; nil where they are not judged.
  var metrics: [String]?
  /// Where settings have to stand; nil where they are not judged.
  var settings: [String]?

  /// - Throws: `ConfigError`.
  init(_ node: ConfigNode) throws {
    var runbooks = try node.mapping("runbooks")
    folders = try runbooks.required("folders").strings("folders")
    documents = try runbooks.optional("openapi")?.strings("openapi") ?? []
    metrics = try runbooks.optional("metrics")?.strings("metrics")
    settings = try runbooks.optional("settings")?.strings("settings")
    try runbooks.finish()
  }
}
