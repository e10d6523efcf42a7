import Foundation

/// The files of a folder on disk.
public struct DiskFileTree: FileTree {
  /// Absolute path without a closing slash.
  public let root: String
  private let limit: Int
  private let ignored: Set<String> = [".git", "node_modules", ".swiftpm", "__pycache__", "reports"]

  public init(root: String, limit: Int = 64 << 20) {
    self.root = URL(fileURLWithPath: root).resolvingSymlinksInPath().path
    self.limit = limit
  }

  public func read(_ path: String) throws -> [UInt8] {
    let full = try resolve(path)
    let attributes: [FileAttributeKey: Any]
    do {
      attributes = try FileManager.default.attributesOfItem(atPath: full)
    } catch {
      throw FileTreeError.missing(path: path)
    }
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw FileTreeError.unreadable(path: path, reason: "it is no regular file")
    }
    let size = (attributes[.size] as? Int) ?? 0
    guard size <= limit else { throw FileTreeError.tooLarge(path: path, bytes: size, limit: limit) }
    guard let data = FileManager.default.contents(atPath: full) else {
      throw FileTreeError.unreadable(path: path, reason: "permission denied")
    }
    return Array(data)
  }

  public func files(under folder: String) throws -> [String] {
    let start = try resolve(folder)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: start, isDirectory: &isFolder), isFolder.boolValue else {
      throw FileTreeError.missing(path: folder)
    }
    var found: [String] = []
    var open = [folder.hasSuffix("/") ? String(folder.dropLast()) : folder]
    while let current = open.popLast() {
      for entry in try entries(of: current) {
        let path = current.isEmpty ? entry.name : "\(current)/\(entry.name)"
        if entry.isFolder { open.append(path) } else { found.append(path) }
      }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  public func exists(_ path: String) -> Bool {
    guard let full = try? resolve(path) else { return false }
    return FileManager.default.fileExists(atPath: full)
  }

  private func entries(of folder: String) throws -> [(name: String, isFolder: Bool)] {
    let full = try resolve(folder)
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: full)
    } catch {
      throw FileTreeError.unreadable(path: folder, reason: error.localizedDescription)
    }
    return names.compactMap { name in
      guard !ignored.contains(name), !name.hasPrefix(".build") else { return nil }
      switch Self.type(of: "\(full)/\(name)") {
      case .typeDirectory: return (name, true)
      case .typeRegular: return (name, false)
      case .typeSymbolicLink: return leadsToFile("\(full)/\(name)") ? (name, false) : nil
      default: return nil
      }
    }
  }

  private static func type(of path: String) -> FileAttributeType? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
  }

  /// True for a link to a regular file inside the root. Links to folders are not followed, so that none is walked twice.
  private func leadsToFile(_ link: String) -> Bool {
    guard let full = try? resolve(link) else { return false }
    return Self.type(of: full) == .typeRegular
  }

  /// The path on disk; a path that leaves the root, also through a link, is refused.
  private func resolve(_ path: String) throws -> String {
    if path.isEmpty { return root }
    let joined = path.hasPrefix("/") ? path : "\(root)/\(path)"
    let full = URL(fileURLWithPath: joined).standardizedFileURL.resolvingSymlinksInPath().path
    guard full == root || full.hasPrefix(root + "/") else { throw FileTreeError.outside(path: path) }
    return full
  }
}
