import Foundation
import Subprocess

/// The programs of an installed PostgreSQL server.
public struct ServerBinaries: Hashable, Sendable {
  public static let minimumVersion = 14

  /// Folder with `postgres`, `initdb` and `pg_ctl`.
  public var folder: String
  /// Major version.
  public var version: Int

  /// The newest server of this machine.
  /// - Parameter candidates: folders to look in; nil looks where distributions put it and in `PATH`.
  /// - Throws: ``ClusterError/serverMissing(searched:)``, ``ClusterError/serverTooOld(version:minimum:path:)``.
  public static func find(candidates: [String]? = nil) async throws -> ServerBinaries {
    let folders = candidates ?? defaultFolders()
    var found: [ServerBinaries] = []
    for folder in folders where FileManager.default.isExecutableFile(atPath: folder + "/postgres") {
      if let version = try await majorVersion(of: folder + "/postgres") { found.append(ServerBinaries(folder: folder, version: version)) }
    }
    guard let newest = found.max(by: { $0.version < $1.version }) else { throw ClusterError.serverMissing(searched: folders) }
    guard newest.version >= minimumVersion else {
      throw ClusterError.serverTooOld(version: newest.version, minimum: minimumVersion, path: newest.folder)
    }
    return newest
  }

  func path(_ program: String) -> String { "\(folder)/\(program)" }

  private static func defaultFolders() -> [String] {
    let distribution = "/usr/lib/postgresql"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: distribution)) ?? []
    let search = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    return versions.sorted().map { "\(distribution)/\($0)/bin" } + ["/usr/local/pgsql/bin"] + search
  }

  private static func majorVersion(of program: String) async throws -> Int? {
    let result = try await Subprocess.run(.path(.init(program)), arguments: ["--version"], output: .string(limit: 4096))
    let number = result.standardOutput.split(separator: " ").first { $0.first?.isNumber == true }
    return number.flatMap { Int($0.prefix { $0.isNumber }) }
  }
}
