import GateConfig
import GateModel

/// `files:` of the guard policy: how long sources may be.
struct FilePolicy: Sendable {
  struct Bound: Sendable {
    var folder: String
    var lines: Int
  }

  /// The default bound; 0 switches it off.
  var lines = 1_000
  /// Bounds of folders, of which the innermost counts.
  var bounds: [Bound] = []

  init() {}

  /// - Throws: `ConfigError`.
  init(_ node: ConfigNode) throws {
    var files = try node.mapping("files")
    lines = try files.optional("lines")?.int("lines", in: 0...1_000_000) ?? lines
    for entry in try files.optional("folders")?.mapping("folders").entries ?? [] {
      bounds.append(Bound(folder: entry.key, lines: try entry.value.int(entry.key, in: 0...1_000_000)))
    }
    try files.finish()
  }

  func bound(of path: String) -> Int {
    bounds.filter { RepositoryPath.contains($0.folder, path) }.max { $0.folder.utf8.count < $1.folder.utf8.count }?.lines ?? lines
  }
}
