import GateKit
import GateModel

/// The declared modules are those that there are.
struct StaleArchitectureRule: StructureRule {
  let settings: GuardSettings

  let descriptor = CheckDescriptor(
    id: "guard/stale-architecture", title: "Architecture document that disagrees with the sources",
    rationale: "People plan by the document; a module that it does not name has no owner and no bounds.",
    remedy: "Bring the table up to date: a row for each module, with its owner where owners are named",
    requirements: ["S1-M9"])

  let defects: [DefectID] = ["arch.doc-missing-module"]

  func judge(_ graph: ModuleGraph) -> [FileProblem] {
    let structure = graph.structure
    var problems: [FileProblem] = []
    func add(_ message: String, _ subject: String, _ location: SourceLocation) {
      problems.append(FileProblem(message: message, subject: "\(structure.name): \(subject)", location: location))
    }
    var seen: Set<String> = []
    for module in structure.modules {
      guard seen.insert(module.name).inserted else {
        add("'\(module.name)' is declared twice", "\(module.name) twice", module.location)
        continue
      }
      // A target without sources in a language that is read, such as a wrapped C library, imports nothing.
      if !graph.present.contains(module.name), !module.imports.isEmpty || module.owner != nil {
        add("'\(module.name)' is declared, and there is no source of it in '\(module.path)'", module.name, module.location)
      }
      if module.owner?.isEmpty == true { add("'\(module.name)' has no owner", "\(module.name) owner", module.location) }
      for name in module.imports.sorted() where structure.isExact {
        let edge = ModuleGraph.Edge(from: module.name, to: name)
        guard graph.present.contains(module.name), graph.edges[edge] == nil, graph.outside[edge] == nil else { continue }
        add("'\(module.name)' is said to import '\(name)', and does not", "\(module.name) \(name)", module.location)
      }
    }
    let names = Set(structure.never.flatMap { [$0.key] + $0.value }).subtracting(seen).subtracting(["*"])
    for name in names.sorted() { add("'never' names '\(name)', which is not declared", "never \(name)", structure.location) }
    for (entry, path) in graph.unknown.sorted(by: { $0.key < $1.key }) {
      add("'\(entry)' is a module that the declaration does not name", entry, SourceLocation(path: path, line: 1))
    }
    return problems
  }
}
