import Foundation

/// Files that tests read.
enum RepositoryFiles {
  static func read(_ path: String, from test: String = #filePath) throws -> [UInt8] {
    let root = URL(fileURLWithPath: test).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return Array(try Data(contentsOf: root.appendingPathComponent(path)))
  }

  /// The folder of official schemas, which are not part of the repository.
  static var officialSchemas: URL? {
    ProcessInfo.processInfo.environment["GATEHOUSE_OFFICIAL_SCHEMAS"].map { URL(fileURLWithPath: $0, isDirectory: true) }
  }
}
