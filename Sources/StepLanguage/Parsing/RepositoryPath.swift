import GateKit
import GateModel

/// Paths that a file names, which start from the folder that it is in.
enum RepositoryPath {
  /// - Throws: `GateError` for a path that leaves the repository.
  static func resolve(_ path: String, from location: SourceLocation) throws -> String {
    var parts = location.path.split(separator: "/").dropLast().map { String($0) }
    guard !path.isEmpty, !path.hasPrefix("/") else {
      throw GateError("'\(path)' is no relative path", at: location, remedy: "Give the path from the folder of this file")
    }
    for part in path.split(separator: "/") where part != "." {
      if part == ".." {
        guard parts.popLast() != nil else {
          throw GateError("'\(path)' leads out of the repository", at: location, remedy: "Give the path of a file in it")
        }
      } else {
        parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }

  static func text(_ path: String, in files: any FileTree, namedAt location: SourceLocation) throws -> String {
    do {
      return try files.text(path)
    } catch let error as FileTreeError {
      throw GateError("the file cannot be read: \(error)", at: location, remedy: "Paths start from the folder of the file that names them")
    }
  }
}
