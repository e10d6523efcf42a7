import Foundation

/// The folder that holds templates and running clusters; ours alone, but others may pass through to what is theirs.
struct CacheFolder: Sendable {
  let path: String
  var templates: String { path + "/templates" }
  var clusters: String { path + "/clusters" }

  /// Makes the folders, and refuses one that another user could have laid out for us.
  /// - Parameter given: nil takes the variable `GATEHOUSE_CACHE`, or a folder below `/var/tmp` named after the user.
  init(_ given: String?) throws {
    let variable = ProcessInfo.processInfo.environment["GATEHOUSE_CACHE"] ?? ""
    let path = given ?? (variable.isEmpty ? "/var/tmp/gatehouse-\(getuid())" : variable)
    guard path.hasPrefix("/") else { throw ClusterError.folder(path: path, reason: "it must be an absolute path") }
    // Symbolic links are resolved, as the kernel names working folders by what they lead to.
    self.path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    for folder in [self.path, templates, clusters] {
      if mkdir(folder, 0o711) != 0, errno != EEXIST {
        if errno == ENOENT, folder == self.path {
          do {
            try FileManager.default.createDirectory(
              atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o711])
          } catch {
            throw ClusterError.folder(path: folder, reason: "it can't be made: \(error.localizedDescription)")
          }
        } else {
          throw ClusterError.folder(path: folder, reason: String(cString: strerror(errno)))
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
}

/// Short random names and passwords.
enum RandomText {
  static func hexadecimal(digits: Int) -> String {
    var generator = SystemRandomNumberGenerator()
    let alphabet = Array("0123456789abcdef")
    return String((0..<digits).compactMap { _ in alphabet.randomElement(using: &generator) })
  }
}
