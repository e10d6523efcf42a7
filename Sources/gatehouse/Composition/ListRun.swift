import GateEngine
import GateKit
import SeededDefects

/// Prints the plan without starting anything.
struct ListRun: Sendable {
  var file: GatehouseFile
  var selection: Selection
  var defects: [SeededDefect]

  func run() async throws {
    let files = try DefectOverlay.files(DiskFileTree(root: file.root), defects)
    let environment = RunEnvironment(seed: RootSeed(1), today: Day.today, files: files, targets: NoTarget())
    let plan = try await Planner(selection: selection).plan(try Gates.all(file), in: environment)
    for step in plan.steps {
      Console.print("\(step.gate.id): \(step.gate.summary)")
      if let reason = step.skipReason { Console.print("  skipped: \(reason)") }
      for planned in step.cases {
        let ids = planned.requirements.map(\.rawValue) + planned.defects.map(\.rawValue)
        Console.print("  \(planned.id)" + (ids.isEmpty ? "" : "  [\(ids.joined(separator: ", "))]"))
      }
    }
    if let error = plan.errors.first { throw CommandError(error.message, remedy: error.remedy) }
  }
}
