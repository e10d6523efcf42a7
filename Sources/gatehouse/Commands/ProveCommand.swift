import ArgumentParser
import Foundation
import GateEngine
import GateKit
import GateModel
import SeededDefects

/// `gatehouse prove`.
struct ProveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove", abstract: "Show that every check can fail: switch seeded defects on one by one.",
    discussion: """
      The healthy reference service is checked first; then each seeded defect is applied to a copy of its parts, and only \
      the cases that claim it run. A defect that nobody catches, a check that fails on the healthy service, and a \
      requirement that says it is proved and is not are failures.

      Exit code: 0 everything is proved, 1 something is not, 2 errored, 3 interrupted.
      """)

  @Option(help: ArgumentHelp("Prove only this defect or requirement; repeatable.", valueName: "id"))
  var only: [String] = []

  @Option(help: ArgumentHelp("The root seed.", valueName: "number"))
  var seed: UInt64?

  @Option(help: ArgumentHelp("Use this PostgreSQL server, in schemas of its own.", valueName: "url"))
  var database: String?

  @OptionGroup var output: ReportOptions

  @Flag(help: "Write the proof to baselines/proof.json, which the requirements register is held to.")
  var record = false

  @Flag(help: "Print the seeded defects, and run none.")
  var list = false

  func run() async throws {
    try await Command.run {
      let defects = try selected()
      if list {
        for defect in defects { Console.print("\(defect.id)  [\(defect.requirements.joined(separator: ", "))]  \(defect.summary)") }
        return 0
      }
      let control = RunControl()
      let seed = RootSeed(seed ?? UInt64.random(in: 1...0xFFFF_FFFF))
      return try await Interruptible.run(control) { try await prove(defects, seed: seed, control: control) }
    }
  }

  private func selected() throws -> [SeededDefect] {
    let chosen = DefectCatalog.all.filter { defect in
      only.isEmpty || only.contains(defect.id) || defect.requirements.contains(where: only.contains)
    }
    guard !chosen.isEmpty else {
      throw CommandError("no seeded defect matches \(only.joined(separator: ", "))", remedy: "'gatehouse prove --list' prints them")
    }
    return chosen
  }

  private func prove(_ defects: [SeededDefect], seed: RootSeed, control: RunControl) async throws -> Int32 {
    let file = GatehouseFile.builtIn(root: FileManager.default.currentDirectoryPath)
    let register = try RegisterFiles(files: DiskFileTree(root: file.root)).register().requirements
    let gates = try Gates.all(file)
    try ProofWriter.prepare(output.reports)
    Console.print("gatehouse \(Version.current): proving \(defects.count) seeded defect(s), seed \(seed)")
    let report = try await Harness.with(file, database: database) { harness in
      let subjects = defects.map { defect in
        Prover.Subject(
          id: DefectID(defect.id), requirements: defect.requirements.map { RequirementID($0) }, summary: defect.summary,
          environment: { try harness.environment(seed: seed, defects: [defect]) })
      }
      let options = Engine.Options(version: Version.current, startedAt: Day.now, target: "reference service", root: file.root)
      let prover = Prover(gates: gates, options: options, control: control, progress: { Console.print($0) })
      return try await prover.prove(
        subjects, healthy: try harness.environment(seed: seed), register: register,
        requirements: only.isEmpty ? nil : Set(defects.flatMap { $0.requirements.map { RequirementID($0) } }))
    }
    try ProofWriter(report: report, register: register).write(to: output.reports, recording: record && only.isEmpty)
    if let interruption = await control.interruption {
      Console.print("inconclusive: \(interruption)")
      return 3
    }
    return report.isProof ? 0 : 1
  }
}
