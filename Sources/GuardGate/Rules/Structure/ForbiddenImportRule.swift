import GateKit
import GateModel

/// A module imports only what the declared table lets it, and reaches nothing that it never may.
struct ForbiddenImportRule: StructureRule {
  let settings: GuardSettings

  let descriptor = CheckDescriptor(
    id: "guard/forbidden-import", title: "Module that imports what it must not",
    rationale: "One import against the direction binds two modules for ever: neither can be tested, replaced or understood alone.",
    remedy: "Move the code to where it is allowed, or turn the dependency round; change the table only if the design changes",
    requirements: ["S1-H4", "S1-H5", "S1-M9"])

  let defects: [DefectID] = ["arch.policy-imports-route", "arch.transitive-edge"]

  func judge(_ graph: ModuleGraph) -> [FileProblem] {
    var problems: [FileProblem] = []
    let structure = graph.structure
    var reported: Set<ModuleGraph.Edge> = []
    for (from, targets) in structure.never.sorted(by: { $0.key < $1.key }) {
      let all = targets.contains("*") ? structure.modules.map(\.name).filter { $0 != from } : targets
      for to in all {
        guard let way = graph.way(from: from, to: to), way.count > 1, let place = graph.place(way[0], way[1]) else { continue }
        reported.insert(ModuleGraph.Edge(from: from, to: to))
        // Beyond the first forbidden module of a way nothing new is said.
        guard !way.dropFirst().dropLast().contains(where: all.contains) else { continue }
        let through = way.count > 2 ? " through \(way.dropFirst().dropLast().joined(separator: " and "))" : ""
        problems.append(
          FileProblem(
            message: "'\(from)' reaches '\(to)'\(through), which it never may", subject: "\(structure.name): \(from) to \(to)",
            location: place))
      }
    }
    for module in structure.modules {
      for (edges, isOutside) in [(graph.edges, false), (graph.outside, true)] {
        for (edge, places) in edges.sorted(by: { $0.key.to < $1.key.to }) where edge.from == module.name && !reported.contains(edge) {
          if module.imports.contains(edge.to) || (isOutside && structure.lets(edge.to)) { continue }
          let count = places.count > 1 ? " (\(places.count) places)" : ""
          problems.append(
            FileProblem(
              message: "'\(edge.from)' imports '\(edge.to)', which its declaration does not list\(count)",
              subject: "\(structure.name): \(edge.from) to \(edge.to)", location: places[0]))
        }
      }
    }
    return problems
  }
}

extension Structure {
  /// Whether every module may import a package of outside; `a` lets `a/b` too.
  fileprivate func lets(_ package: String) -> Bool {
    guard let outside else { return true }
    return outside.contains { RepositoryPath.contains($0, package) }
  }
}
