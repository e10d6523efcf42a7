import Foundation
import GateKit
import GuardGate

/// Writes fixed files into a repository.
struct FixWriter {
  /// Absolute path of the repository.
  let root: String

  /// Replaces a file as a whole; it keeps its permissions, and a link stays a link.
  /// - Throws: `FileTreeError` for what cannot be read, ``CommandError`` for what cannot be written, or has changed.
  func write(_ file: FixedFile) throws {
    let current = try DiskFileTree(root: root).read(file.path)
    // A file may have been written through a link to it.
    guard current != file.after else { return }
    guard current == file.before else {
      throw CommandError("'\(file.path)' has changed while it was looked at", remedy: "Run --fix again")
    }
    let place = URL(fileURLWithPath: "\(root)/\(file.path)").resolvingSymlinksInPath()
    do {
      let mode = try FileManager.default.attributesOfItem(atPath: place.path)[.posixPermissions]
      guard FileManager.default.isWritableFile(atPath: place.path) else { throw CocoaError(.fileWriteNoPermission) }
      try Data(file.after).write(to: place, options: .atomic)
      if let mode { try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: place.path) }
    } catch {
      throw CommandError(
        "'\(file.path)' cannot be written: \(error.localizedDescription)", remedy: "Make it writable, or fix it by hand")
    }
  }
}
