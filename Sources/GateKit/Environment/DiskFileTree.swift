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
    // The usual case, without asking for every folder on the way; what is not so is looked at closely.
    if !path.hasPrefix("/"), let file = RegularFile("\(root)/\(path)"), file.stands(below: root), let bytes = try file.bytes(limit, path) {
      return bytes
    }
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
    var open = [(path: folder.hasSuffix("/") ? String(folder.dropLast()) : folder, full: start)]
    while let current = open.popLast() {
      for entry in try entries(of: current.path, full: current.full) {
        let path = current.path.isEmpty ? entry.name : "\(current.path)/\(entry.name)"
        if entry.isFolder { open.append((path, "\(current.full)/\(entry.name)")) } else { found.append(path) }
      }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  public func exists(_ path: String) -> Bool {
    guard let full = try? resolve(path) else { return false }
    return FileManager.default.fileExists(atPath: full)
  }

  private func entries(of folder: String, full: String) throws -> [(name: String, isFolder: Bool)] {
    guard let stream = opendir(full) else {
      throw FileTreeError.unreadable(path: folder, reason: String(cString: strerror(errno)))
    }
    defer { closedir(stream) }
    var found: [(name: String, isFolder: Bool)] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)) { String(cString: $0) }
      }
      guard name != ".", name != "..", !ignored.contains(name), !name.hasPrefix(".build") else { continue }
      switch Int(entry.pointee.d_type) {
      case DT_REG: found.append((name, false))
      case DT_DIR: found.append((name, true))
      case DT_LNK: if leadsToFile("\(full)/\(name)") { found.append((name, false)) }
      case DT_UNKNOWN:
        // Some file systems say nothing here.
        switch Self.type(of: "\(full)/\(name)") {
        case .typeDirectory: found.append((name, true))
        case .typeRegular: found.append((name, false))
        case .typeSymbolicLink: if leadsToFile("\(full)/\(name)") { found.append((name, false)) }
        default: break
        }
      default: break
      }
    }
    return found
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
