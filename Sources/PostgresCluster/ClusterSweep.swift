import Foundation

/// Removes clusters.
enum ClusterSweep {
  /// A folder without a readable owner is only removed when it is older than this: its owner may be about to write it.
  private static let graceSeconds: Double = 60

  static func run(_ home: ClusterHome) async {
    for folder in home.clusterFolders() where isAbandoned(folder) { await remove(folder) }
  }

  /// Ends the server of a folder, if it runs, and deletes the folder.
  static func remove(_ folder: String) async {
    if let postmaster = ClusterProcesses.postmaster(of: folder + "/server/data") { await ClusterProcesses.end(postmaster) }
    try? FileManager.default.removeItem(atPath: folder)
  }

  private static func isAbandoned(_ folder: String) -> Bool {
    if let note = FileManager.default.contents(atPath: folder + "/owner"),
      let mark = ProcessMark(text: String(decoding: note, as: UTF8.self))
    {
      return !mark.isAlive
    }
    let attributes = try? FileManager.default.attributesOfItem(atPath: folder)
    guard let changed = attributes?[.modificationDate] as? Date else { return false }
    return changed.timeIntervalSinceNow < -graceSeconds
  }
}
