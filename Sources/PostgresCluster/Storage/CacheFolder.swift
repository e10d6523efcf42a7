import Foundation

/// The folders that hold templates and running clusters; ours alone, but others may pass through to what is theirs.
struct CacheFolder: Sendable {
  let path: String
  /// Where new clusters lie: in memory where there is room, otherwise below ``path``.
  let clusters: String
  /// Every folder that may hold clusters, of earlier runs too.
  let allClusters: [String]
  var templates: String { path + "/templates" }

  /// Makes the folders, and refuses one that another user could have laid out for us.
  /// - Parameter given: nil takes the variable `GATEHOUSE_CACHE`, or a folder below `/var/tmp` named after the user, and memory for
  ///   the clusters where there is room.
  init(_ given: String?) throws {
    let variable = ProcessInfo.processInfo.environment["GATEHOUSE_CACHE"] ?? ""
    if let named = given ?? (variable.isEmpty ? nil : variable) {
      try self.init(at: named, memory: nil)
    } else {
      try self.init(at: "/var/tmp/gatehouse-\(getuid())", memory: MemoryStorage.shared.map { ($0.path, $0.room.isEnough) })
    }
  }

  /// - Parameter memory: a folder for clusters that lies in memory, and whether there is room for new ones.
  init(at path: String, memory: (path: String, hasRoom: Bool)?) throws {
    guard path.hasPrefix("/") else { throw ClusterError.folder(path: path, reason: "it must be an absolute path") }
    // Symbolic links are resolved, as the kernel names working folders by what they lead to.
    self.path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let onDisk = self.path + "/clusters"
    for folder in [self.path, self.path + "/templates", onDisk] { try Self.make(folder, withParents: folder == self.path) }
    // A folder in memory that isn't ours is left alone: there is the disk.
    guard let memory, (try? Self.make(memory.path, withParents: false)) != nil else {
      (clusters, allClusters) = (onDisk, [onDisk])
      return
    }
    clusters = memory.hasRoom ? memory.path : onDisk
    allClusters = [onDisk, memory.path]
  }

  private static func make(_ folder: String, withParents: Bool) throws {
    if mkdir(folder, 0o711) != 0, errno != EEXIST {
      guard errno == ENOENT, withParents else { throw ClusterError.folder(path: folder, reason: String(cString: strerror(errno))) }
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o711])
      } catch {
        throw ClusterError.folder(path: folder, reason: "it can't be made: \(error.localizedDescription)")
      }
    }
    var facts = stat()
    guard lstat(folder, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else {
      throw ClusterError.folder(path: folder, reason: "it isn't a folder")
    }
    guard facts.st_uid == geteuid() else {
      throw ClusterError.folder(path: folder, reason: "it belongs to user \(facts.st_uid), not to us")
    }
    guard facts.st_mode & 0o022 == 0 else {
      throw ClusterError.folder(path: folder, reason: "others may write to it")
    }
  }
}

/// Short random names and passwords.
enum RandomText {
  static func hexadecimal(digits: Int) -> String {
    var generator = SystemRandomNumberGenerator()
    let alphabet = Array("0123456789abcdef")
    return String((0..<digits).compactMap { _ in alphabet.randomElement(using: &generator) })
  }
}
