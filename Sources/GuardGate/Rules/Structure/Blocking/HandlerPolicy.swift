import GateConfig
import GateModel

/// `handlers:` of the guard policy: where requests are handled, and what else blocks there.
struct HandlerPolicy: Sendable {
  /// Folders and files in which every function serves requests, and not only those that can be seen to.
  var folders: [String] = []
  /// Names of more calls that block: `legacyStore.load`.
  var calls: [String] = []

  init() {}

  /// - Throws: `ConfigError`.
  init(_ node: ConfigNode) throws {
    var handlers = try node.mapping("handlers")
    folders = try handlers.optional("folders")?.strings("folders") ?? []
    calls = try handlers.optional("calls")?.strings("calls") ?? []
    try handlers.finish()
  }

  func isHandler(_ path: String) -> Bool { folders.contains { RepositoryPath.contains($0, path) } }
}
