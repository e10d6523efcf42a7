import Foundation

/// The folder that holds the template and all clusters of one user of this machine.
struct ClusterHome: Hashable, Sendable {
  let path: String

  /// - Parameter path: nil takes the variable `GATEHOUSE_CACHE`, or a folder below `/var/tmp` named after the user.
  /// - Throws: ``ClusterError/folder(path:reason:)`` when it belongs to somebody else or cannot be made.
  init(_ path: String? = nil) throws {
    let fallback = ProcessInfo.processInfo.environment["GATEHOUSE_CACHE"] ?? "/var/tmp/gatehouse-\(getuid())"
    self.path = path ?? fallback
    // Others may pass through (the server's own user must), and list nothing.
    if mkdir(self.path, 0o711) != 0, errno != EEXIST { throw problem() }
    var status = stat()
    guard lstat(self.path, &status) == 0 else { throw problem() }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw ClusterError.folder(path: self.path, reason: "it is no folder") }
    guard status.st_uid == getuid() else { throw ClusterError.folder(path: self.path, reason: "it belongs to another user") }
    guard chmod(self.path, 0o711) == 0 else { throw problem() }
  }

  private func problem() -> ClusterError { .folder(path: path, reason: String(cString: strerror(errno))) }

  /// Folders of clusters, whoever owns them.
  func clusterFolders() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasPrefix("cluster-") }.sorted().map { "\(path)/\($0)" }
  }

  /// Makes the folder of a new cluster with the mark of its owner in it.
  func makeClusterFolder() throws -> String {
    let folder = "\(path)/cluster-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    guard mkdir(folder, 0o711) == 0 else {
      throw ClusterError.folder(path: folder, reason: String(cString: strerror(errno)))
    }
    do {
      try Data(ProcessMark.current.text.utf8).write(to: URL(fileURLWithPath: folder + "/owner"))
    } catch {
      throw ClusterError.folder(path: folder, reason: error.localizedDescription)
    }
    return folder
  }
}
