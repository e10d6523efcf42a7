import GateKit
import GateModel

/// The modules of a structure have an order.
struct ImportCycleRule: StructureRule {
  let settings: GuardSettings

  let descriptor = CheckDescriptor(
    id: "guard/import-cycle", title: "Modules that import each other in a circle",
    rationale: "Modules in a circle are one module: none can be built, tested or changed without all the others.",
    remedy: "Take what both need into a module below them, or pass it in", requirements: ["S1-H5"])

  let defects: [DefectID] = ["arch.session-operator-cycle"]

  func judge(_ graph: ModuleGraph) -> [FileProblem] {
    var problems: [FileProblem] = []
    var known: Set<String> = []
    for module in graph.structure.modules.map(\.name) where !known.contains(module) {
      guard let way = graph.way(from: module, to: module), let place = graph.place(way[0], way[1]) else { continue }
      // Whoever is in the same circle is in the same finding.
      known.formUnion(
        graph.structure.modules.map(\.name).filter { graph.way(from: module, to: $0) != nil && graph.way(from: $0, to: module) != nil })
      problems.append(
        FileProblem(
          message: "a circle of imports: \(way.joined(separator: " → "))",
          subject: "\(graph.structure.name): \(Set(way).sorted().joined(separator: ", "))", location: place))
    }
    return problems
  }
}
