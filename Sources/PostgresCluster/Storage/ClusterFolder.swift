import Foundation

/// The folder of one running cluster: `data`, `socket`, the server's log, and who owns it.
struct ClusterFolder: Sendable {
  let path: String
  var data: String { path + "/data" }
  var socket: String { path + "/s" }
  var log: String { path + "/server.log" }
  private var owner: String { path + "/owner" }
  private var lock: String { path + "/owner.lock" }

  init(path: String) {
    self.path = path
  }

  /// Makes a new folder for this process. The returned lock is held as long as the cluster lives.
  static func make(in cache: CacheFolder) throws -> (folder: ClusterFolder, lock: FileLock) {
    let folder = ClusterFolder(path: "\(cache.clusters)/\(RandomText.hexadecimal(digits: 12))")
    guard mkdir(folder.path, 0o711) == 0 else {
      throw ClusterError.folder(path: folder.path, reason: String(cString: strerror(errno)))
    }
    guard let lock = try FileLock.tryTake(folder.lock) else {
      throw ClusterError.folder(path: folder.lock, reason: "somebody else has locked a new folder")
    }
    try folder.record(.current())
    return (folder, lock)
  }

  func record(_ record: OwnerRecord) throws {
    try record.text.write(toFile: owner, atomically: true, encoding: .utf8)
  }

  /// A lock on the folder if its owner has ended; nil for a living owner's, and for one that is just being made.
  func lockIfAbandoned() -> FileLock? {
    guard let text = try? String(contentsOfFile: owner, encoding: .utf8), let record = OwnerRecord(text: text) else {
      return isOld ? (try? FileLock.tryTake(lock)) ?? nil : nil
    }
    return record.isAlive ? nil : (try? FileLock.tryTake(lock)) ?? nil
  }

  /// Without a record of its owner a folder counts as abandoned after ten minutes.
  private var isOld: Bool {
    var facts = stat()
    return lstat(path, &facts) == 0 && time(nil) - facts.st_mtim.tv_sec > 600
  }

  /// Ends what still runs here, at once, and removes the folder.
  func remove() throws {
    ProcessTable.end(processesIn: data)
    try FileManager.default.removeItem(atPath: path)
  }
}
