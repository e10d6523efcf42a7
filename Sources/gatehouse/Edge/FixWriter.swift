import Foundation
import GateKit
import GateModel
import GuardGate

/// Writes the fixes of findings into the files of a repository.
struct FixWriter {
  /// Absolute path of the repository.
  let root: String

  /// - Parameter findings: what is to be fixed; a finding without a fix is left alone.
  /// - Returns: the files that were changed, in order, with how many fixes each took.
  /// - Throws: `FileTreeError` for what cannot be read, ``CommandError`` for what cannot be written.
  func write(_ fixes: [Fingerprint: FileFix], for findings: [Finding]) throws -> [(path: String, count: Int)] {
    let wanted = Dictionary(grouping: findings.compactMap { fixes[$0.fingerprint] }, by: \.path)
    var changed: [(path: String, count: Int)] = []
    for (path, fixes) in wanted.sorted(by: { $0.key < $1.key }) {
      let result = FileFix.apply(fixes, to: try DiskFileTree(root: root).read(path))
      guard !result.applied.isEmpty else { continue }
      try write(result.bytes, to: path)
      changed.append((path, fixes.count { result.applied.contains($0) }))
    }
    return changed
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    // A link stays a link.
    let file = URL(fileURLWithPath: "\(root)/\(path)").resolvingSymlinksInPath()
    do {
      let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
      try Data(bytes).write(to: file, options: .atomic)
      if let mode { try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path) }
    } catch {
      throw CommandError("'\(path)' cannot be written: \(error.localizedDescription)", remedy: "Make it writable, or fix it by hand")
    }
  }
}
