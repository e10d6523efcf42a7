import GateKit
import GateModel

/// A rule on the modules of the declared structures.
protocol StructureRule: FileRule {
  func judge(_ graph: ModuleGraph) -> [FileProblem]
}

extension StructureRule {
  var counted: String { "modules" }
  var nothingSeen: String { "'\(settings.policy)' declares no structure" }

  func look(at file: RepositoryFile, policy: GuardPolicy) -> FileFindings? {
    guard policy.structures.contains(where: { $0.includes(file.path) }) else { return nil }
    var findings = FileFindings()
    findings.imports = [FileImports(path: file.path, uses: file.imports)]
    return findings
  }

  func conclude(_ findings: inout FileFindings, policy: GuardPolicy) {
    for structure in policy.structures {
      let graph = ModuleGraph(structure, findings.imports)
      findings.seen += graph.present.count
      findings.problems += judge(graph)
    }
  }
}
