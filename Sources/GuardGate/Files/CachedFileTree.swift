import GateKit
import Synchronization

/// A tree that walks its folders once and keeps what it read within bounds, because every rule looks at every file.
final class CachedFileTree: FileTree {
  private struct Known {
    var files: [String]?
    var contents: [String: [UInt8]] = [:]
    var bytes = 0
  }

  private let base: any FileTree
  private let known = Mutex(Known())
  /// Bytes that are kept, and of one file.
  private static let limits = (all: 24 << 20, one: 1 << 20)

  init(_ base: any FileTree) { self.base = base }

  func read(_ path: String) throws -> [UInt8] {
    if let bytes = known.withLock({ $0.contents[path] }) { return bytes }
    let bytes = try base.read(path)
    known.withLock { known in
      guard bytes.count <= Self.limits.one, known.bytes + bytes.count <= Self.limits.all else { return }
      known.contents[path] = bytes
      known.bytes += bytes.count
    }
    return bytes
  }

  func files(under folder: String) throws -> [String] {
    guard folder.isEmpty else { return try base.files(under: folder) }
    if let files = known.withLock({ $0.files }) { return files }
    let files = try base.files(under: "")
    known.withLock { $0.files = files }
    return files
  }

  func exists(_ path: String) -> Bool { base.exists(path) }
}
