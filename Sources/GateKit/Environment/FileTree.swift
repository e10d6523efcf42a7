/// Read access to the files of the gated repository. Paths are relative to its root, with `/` as separator.
///
/// Gates read files through this only, so that a seeded defect can lay a changed file over the tree, and tests need no
/// disk.
public protocol FileTree: Sendable {
  /// The whole file.
  /// - Throws: ``FileTreeError``.
  func read(_ path: String) throws -> [UInt8]
  /// All files below a folder (`""` is the root) in order of their UTF-8 bytes, without `.git`, build folders and
  /// links that lead out of the tree or to a folder.
  /// - Throws: ``FileTreeError``.
  func files(under folder: String) throws -> [String]
  func exists(_ path: String) -> Bool
}

extension FileTree {
  /// The whole file as text; bytes that are not UTF-8 become U+FFFD.
  public func text(_ path: String) throws -> String { String(decoding: try read(path), as: UTF8.self) }

  /// Files below a folder whose names end in one of these.
  public func files(under folder: String, endingIn suffixes: [String]) throws -> [String] {
    try files(under: folder).filter { path in suffixes.contains { path.hasSuffix($0) } }
  }
}

public enum FileTreeError: Error, Hashable, CustomStringConvertible {
  case missing(path: String)
  case unreadable(path: String, reason: String)
  case tooLarge(path: String, bytes: Int, limit: Int)
  /// The path leaves the repository.
  case outside(path: String)

  public var description: String {
    switch self {
    case .missing(let path): "there is no file '\(path)'. Check the path in the configuration"
    case .unreadable(let path, let reason): "'\(path)' cannot be read: \(reason)"
    case .tooLarge(let path, let bytes, let limit): "'\(path)' has \(bytes) bytes, more than the \(limit) that are read"
    case .outside(let path): "'\(path)' leads out of the repository. Use a path below its root"
    }
  }
}
