import GateKit
import Synchronization

/// A tree that walks its folders once for all rules.
final class CachedFileTree: FileTree {
  private let base: any FileTree
  private let known = Mutex<[String]?>(nil)

  init(_ base: any FileTree) { self.base = base }

  func read(_ path: String) throws -> [UInt8] { try base.read(path) }

  func files(under folder: String) throws -> [String] {
    guard folder.isEmpty else { return try base.files(under: folder) }
    if let files = known.withLock({ $0 }) { return files }
    let files = try base.files(under: "")
    known.withLock { $0 = files }
    return files
  }

  func exists(_ path: String) -> Bool { base.exists(path) }
}
