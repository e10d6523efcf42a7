import Foundation

/// The programs of an installed PostgreSQL server.
public struct ServerBinaries: Hashable, Sendable {
  public static let minimumVersion = 14

  /// Folder with `postgres` and `initdb`.
  public var folder: String
  /// Major version.
  public var version: Int
  /// As `postgres --version` says, for example `15.20`.
  public var release: String

  var postgres: String { folder + "/postgres" }
  var initdb: String { folder + "/initdb" }

  /// The newest server of this machine.
  /// - Parameter candidates: folders to look in; nil looks where `pg_config`, distributions and `PATH` say.
  /// - Throws: ``ClusterError/serverMissing(searched:)``, ``ClusterError/serverTooOld(version:minimum:path:)``.
  public static func find(candidates: [String]? = nil) async throws -> ServerBinaries {
    try await find(candidates: candidates, scratch: NSTemporaryDirectory(), within: .seconds(10))
  }

  static func find(candidates: [String]?, scratch: String, within limit: Duration) async throws -> ServerBinaries {
    let folders = if let candidates { candidates } else { await usualPlaces(scratch: scratch, within: limit) }
    var found: [ServerBinaries] = []
    for folder in folders where hasServer(folder) {
      let log = "\(scratch)/version-\(RandomText.hexadecimal(digits: 8))"
      defer { try? FileManager.default.removeItem(atPath: log) }
      let text = try await ChildProcess.runTool([folder + "/postgres", "--version"], within: limit, log: log)
      if let release = parseVersion(text), let version = Int(release.prefix { $0.isNumber }) {
        found.append(ServerBinaries(folder: folder, version: version, release: release))
      }
    }
    guard let newest = found.max(by: { $0.version < $1.version }) else { throw ClusterError.serverMissing(searched: folders) }
    guard newest.version >= minimumVersion else {
      throw ClusterError.serverTooOld(version: newest.version, minimum: minimumVersion, path: newest.folder)
    }
    return newest
  }

  /// `postgres (PostgreSQL) 15.20 (Debian …)` → `15.20`; `17beta1` stays as it is.
  static func parseVersion(_ text: String) -> String? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let mark = words.firstIndex(of: "(PostgreSQL)"), mark + 1 < words.count, words[mark + 1].first?.isNumber == true else {
      return nil
    }
    let version = String(words[mark + 1])
    return version.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") } ? version : nil
  }

  private static func hasServer(_ directory: String) -> Bool {
    access(directory + "/postgres", X_OK) == 0 && access(directory + "/initdb", X_OK) == 0
  }

  private static func usualPlaces(scratch: String, within limit: Duration) async -> [String] {
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map(String.init)
    var places: [String] = []
    if let config = path.map({ $0 + "/pg_config" }).first(where: { access($0, X_OK) == 0 }) {
      let log = "\(scratch)/bindir-\(RandomText.hexadecimal(digits: 8))"
      defer { try? FileManager.default.removeItem(atPath: log) }
      if let text = try? await ChildProcess.runTool([config, "--bindir"], within: limit, log: log) {
        places.append(text.trimmingCharacters(in: .whitespacesAndNewlines))
      }
    }
    places += folders(in: "/usr/lib/postgresql", prefix: "").map { $0 + "/bin" }
    places += folders(in: "/usr", prefix: "pgsql-").map { $0 + "/bin" }
    places += path
    var seen: Set<String> = []
    return places.filter { $0.hasPrefix("/") && seen.insert($0).inserted }
  }

  private static func folders(in parent: String, prefix: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    return names.filter { $0.hasPrefix(prefix) }.sorted().map { "\(parent)/\($0)" }
  }
}
