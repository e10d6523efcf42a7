/// A language whose sources are taken apart.
enum CodeLanguage: String, Hashable, Sendable {
  case swift, go, rust, python, script

  /// By the file's ending; nil for other files.
  init?(_ path: String) {
    guard let dot = path.utf8.lastIndex(of: 0x2E) else { return nil }
    switch String(path[path.index(after: dot)...]) {
    case "swift": self = .swift
    case "go": self = .go
    case "rs": self = .rust
    case "py", "pyi": self = .python
    case "ts", "tsx", "js", "jsx", "mjs", "cjs", "mts", "cts": self = .script
    default: return nil
    }
  }

  /// Whether `/* /* */ */` is one comment.
  var nestsComments: Bool { self == .swift || self == .rust }

  /// The path of a source without its ending.
  static func stem(_ path: String) -> String {
    guard CodeLanguage(path) != nil, let dot = path.utf8.lastIndex(of: 0x2E) else { return path }
    let stem = String(path[..<dot])
    return stem.hasSuffix(".d") ? String(stem.dropLast(2)) : stem
  }

  /// Whether a source holds tests, by its name and folders.
  func isTest(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    let name = Self.stem(String(parts.last ?? ""))
    let folders = parts.dropLast()
    switch self {
    case .swift: return folders.contains { $0 == "Tests" || $0.hasSuffix("Tests") } || name.hasSuffix("Tests")
    case .go: return name.hasSuffix("_test")
    case .rust: return folders.contains { $0 == "tests" } || name == "tests" || name.hasSuffix("_test") || name.hasSuffix("_tests")
    case .python: return name.hasPrefix("test_") || name.hasSuffix("_test") || name == "conftest" || folders.contains { $0 == "tests" }
    case .script:
      return [".test", ".spec", "-test", "_test", ".cy"].contains(where: name.hasSuffix)
        || folders.contains { $0 == "__tests__" || $0 == "test" || $0 == "tests" }
    }
  }
}
