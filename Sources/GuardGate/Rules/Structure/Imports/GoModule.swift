import GateKit

/// A `go.mod`.
struct GoModule {
  var folder: String
  var name: String

  /// Nil where the folder has none.
  init?(_ folder: String, in repository: any FileTree) {
    let path = folder.isEmpty ? "go.mod" : folder + "/go.mod"
    guard repository.exists(path), let text = try? repository.text(path) else { return nil }
    for line in text.split(separator: "\n") {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard words.count >= 2, words[0] == "module" else { continue }
      self.folder = folder
      name = String(words[1]).filter { $0 != "\"" }
      return
    }
    return nil
  }

  /// The folder of a package of this module; nil for others.
  func path(of package: String) -> String? {
    guard package == name || package.hasPrefix(name + "/") else { return nil }
    let rest = package.dropFirst(name.count).drop { $0 == "/" }
    return folder.isEmpty ? String(rest) : rest.isEmpty ? folder : "\(folder)/\(rest)"
  }
}
