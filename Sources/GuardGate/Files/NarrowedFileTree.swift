import GateKit

/// A tree without some of its folders.
struct NarrowedFileTree: FileTree {
  private let base: any FileTree
  private var scope = GuardSettings()

  init(_ base: any FileTree, without folders: [String]) {
    self.base = base
    scope.exclude = folders
  }

  func read(_ path: String) throws -> [UInt8] { try base.read(path) }
  func files(under folder: String) throws -> [String] { try base.files(under: folder).filter(scope.includes) }
  func exists(_ path: String) -> Bool { base.exists(path) }
}
