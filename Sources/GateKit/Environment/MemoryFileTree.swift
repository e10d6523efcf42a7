/// Files held in memory: a tree for tests, or a layer of changed files over another tree.
public struct MemoryFileTree: FileTree {
  private let contents: [String: [UInt8]]
  private let base: (any FileTree)?

  /// - Parameter base: what is seen where this tree holds nothing.
  public init(_ contents: [String: String], over base: (any FileTree)? = nil) {
    self.contents = contents.mapValues { Array($0.utf8) }
    self.base = base
  }

  public func read(_ path: String) throws -> [UInt8] {
    if let bytes = contents[path] { return bytes }
    guard let base else { throw FileTreeError.missing(path: path) }
    return try base.read(path)
  }

  public func files(under folder: String) throws -> [String] {
    let prefix = folder.isEmpty ? "" : folder.hasSuffix("/") ? folder : folder + "/"
    var paths = Set(contents.keys.filter { $0.hasPrefix(prefix) })
    if let base {
      do { paths.formUnion(try base.files(under: folder)) } catch FileTreeError.missing where !paths.isEmpty {}
    }
    return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  public func exists(_ path: String) -> Bool { contents[path] != nil || (base?.exists(path) ?? false) }
}
