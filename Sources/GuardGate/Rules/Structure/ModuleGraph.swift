import GateModel

/// Which modules of a structure import which, as the sources have it.
struct ModuleGraph {
  struct Edge: Hashable, Sendable {
    var from: String
    var to: String
  }

  let structure: Structure
  /// The places of each edge, in order of the files.
  private(set) var edges: [Edge: [SourceLocation]] = [:]
  /// Imports of packages of outside.
  private(set) var outside: [Edge: [SourceLocation]] = [:]
  /// Modules that have a source.
  private(set) var present: Set<String> = []
  /// Entries below the root that are no module.
  private(set) var unknown: [String: String] = [:]
  private let next: [String: [String]]

  init(_ structure: Structure, _ files: [FileImports]) {
    self.structure = structure
    for file in files where structure.includes(file.path) {
      guard let module = structure.module(at: CodeLanguage.stem(file.path)) else {
        if let entry = Self.entry(file.path, structure) { unknown[entry] = unknown[entry] ?? file.path }
        continue
      }
      present.insert(module.name)
      for use in file.uses {
        if let target = structure.module(of: use, in: module) {
          if target.name != module.name { edges[Edge(from: module.name, to: target.name), default: []].append(use.location) }
        } else if !use.name.isEmpty {
          outside[Edge(from: module.name, to: use.name), default: []].append(use.location)
        }
      }
    }
    var next: [String: [String]] = [:]
    for edge in edges.keys.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) { next[edge.from, default: []].append(edge.to) }
    self.next = next
  }

  private static let entries: Set<String> = ["main", "index", "mod", "lib", "__init__", "__main__", "doc"]

  /// What lies directly below the root and belongs to no module; nil for files that only put modules together.
  private static func entry(_ path: String, _ structure: Structure) -> String? {
    guard RepositoryPath.contains(structure.root, path) else { return nil }
    let rest = path.dropFirst(structure.root.isEmpty ? 0 : structure.root.utf8.count + 1)
    let parts = rest.split(separator: "/")
    guard let first = parts.first.map({ CodeLanguage.stem(String($0)) }) else { return nil }
    if parts.count == 1, entries.contains(first) { return nil }
    // A folder around modules is none itself.
    let entry = RepositoryPath.join(structure.root, first)
    return structure.modules.contains { RepositoryPath.contains(entry, $0.path) } ? nil : first
  }

  /// The shortest way from one module to another; nil where there is none.
  func way(from start: String, to end: String) -> [String]? {
    var before: [String: String] = [:]
    var queue = [start]
    var index = 0
    while index < queue.count {
      let module = queue[index]
      index += 1
      for target in next[module] ?? [] where before[target] == nil {
        before[target] = module
        if target == end {
          var way = [end]
          var step = module
          while step != start {
            way.append(step)
            step = before[step] ?? start
          }
          return (way + [start]).reversed()
        }
        queue.append(target)
      }
    }
    return nil
  }

  /// The first import of an edge.
  func place(_ from: String, _ to: String) -> SourceLocation? { edges[Edge(from: from, to: to)]?.first }
}

/// What one source imports.
struct FileImports: Sendable {
  var path: String
  var uses: [ImportUse]
}
