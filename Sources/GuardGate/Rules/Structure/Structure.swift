import GateConfig
import GateKit
import GateModel

/// One of the `structures:` of the guard policy: modules, and what each may import.
///
/// A module is a folder or a file below `root`. The modules stand in the policy or in a table of a document.
struct Structure: Sendable {
  struct Module: Sendable {
    var name: String
    /// Folder, or file without its ending.
    var path: String
    /// What it may import: names of modules, and packages of outside.
    var imports: Set<String>
    /// Nil where the structure knows no owners.
    var owner: String?
    var location: SourceLocation
  }

  var name: String
  var root: String
  var modules: [Module] = []
  /// Packages of outside that every module may import; nil where these are not judged.
  var outside: Set<String>?
  /// What must not be reached, also not through others; `*` stands for every other module.
  var never: [String: [String]] = [:]
  /// Whether a permission that nothing uses is wrong.
  var isExact = false
  /// Below the root, what is no module.
  var ignored: [String] = []
  var location: SourceLocation

  /// - Throws: `ConfigError`, `FileTreeError` for the document.
  init(_ node: ConfigNode, in files: any FileTree) throws {
    var mapping = try node.mapping("structures")
    let name = try mapping.required("name").string("name")
    self.name = name
    root = try mapping.required("root").string("root")
    location = node.location
    outside = try mapping.optional("outside").map { Set(try $0.strings("outside")) }
    isExact = try mapping.optional("exact")?.bool("exact") ?? false
    ignored = try mapping.optional("ignore")?.strings("ignore") ?? []
    for entry in try mapping.optional("never")?.mapping("never").entries ?? [] {
      never[entry.key] = try entry.value.strings("never")
    }
    let document = mapping.optional("document")
    if let document { modules = try ModuleTable(document, in: files).modules(root: root) }
    for entry in try mapping.optional("modules")?.mapping("modules").entries ?? [] { modules.append(try module(entry)) }
    try mapping.finish()
    guard !modules.isEmpty else {
      throw ConfigError("'\(name)' has no module", at: node.location, remedy: "Give 'modules', or a 'document' with a table of them")
    }
    guard document == nil else { return }
    let known = Set(modules.map(\.name))
    for (from, targets) in never {
      for name in [from] + targets where !known.contains(name) && name != "*" {
        throw ConfigError("'never' names '\(name)', which is no module", at: node.location, remedy: "Name modules of the structure")
      }
    }
  }

  private func module(_ entry: ConfigNode.Entry) throws -> Module {
    var mapping = try entry.value.mapping(entry.key)
    let module = Module(
      name: entry.key, path: try mapping.optional("path")?.string("path") ?? RepositoryPath.join(root, entry.key),
      imports: Set(try mapping.optional("imports")?.strings("imports") ?? []), owner: try mapping.optional("owner")?.string("owner"),
      location: entry.keyLocation)
    try mapping.finish()
    return module
  }

  /// The module that a path lies in, the innermost where one lies in another.
  func module(at path: String) -> Module? {
    modules.filter { RepositoryPath.contains($0.path, path) }.max { $0.path.utf8.count < $1.path.utf8.count }
  }

  /// Whether a source belongs to it.
  func includes(_ path: String) -> Bool {
    guard let language = CodeLanguage(path), !language.isTest(path) else { return false }
    return RepositoryPath.contains(root, path) && !ignored.contains { RepositoryPath.contains($0, path) }
      || modules.contains { RepositoryPath.contains($0.path, CodeLanguage.stem(path)) }
  }

  /// The module that an import means, in a source of another.
  func module(of use: ImportUse, in own: Module) -> Module? {
    for path in use.paths {
      guard let module = module(at: path) else { continue }
      // A package may have the name that a part of the own module could have.
      if !use.isGuess || module.name != own.name { return module }
    }
    guard !use.name.isEmpty else { return nil }
    let plain = Self.plain(use.name)
    return modules.first { $0.name == use.name || Self.plain($0.name) == plain }
  }

  /// `@scope/my-name` is `my_name`.
  private static func plain(_ name: String) -> String {
    let last = name.hasPrefix("@") ? name.split(separator: "/").last.map(String.init) ?? name : name
    return String(last.map { $0 == "-" ? "_" : $0 })
  }
}
