import ArgumentParser
import Foundation
import GateEngine
import GateKit
import PerfGate

/// `gatehouse perf`.
struct PerfCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "perf", abstract: "Measure workloads, and keep the baselines they are compared with.",
    subcommands: [
      PerfCompareCommand.self, PerfSelftestCommand.self, PerfHistoryCommand.self, PerfShowCommand.self, PerfRecordCommand.self,
      PerfAcceptCommand.self,
    ])
}

/// `gatehouse perf show`.
struct PerfShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "Print the committed baselines.")

  @Option(help: ArgumentHelp("The configuration of the service.", valueName: "file"))
  var config: String?

  func run() async throws {
    try await Command.run {
      let file = try PerfFiles.settings(config)
      let environment = RunEnvironment(seed: RootSeed(1), today: Day.today, files: DiskFileTree(root: file.root), targets: NoTarget())
      let (baselines, problems) = try Gates.perf(file).baselines(in: environment)
      Console.print(PerfCommands.show(baselines))
      for problem in problems { Console.error("gatehouse: \(problem)") }
      return problems.isEmpty ? 0 : 2
    }
  }
}

/// `gatehouse perf record`.
struct PerfRecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Measure workloads and print what their baselines would be; nothing is changed.")

  @OptionGroup var options: PerfMeasureOptions

  @Option(help: ArgumentHelp("Add the numbers to this file too; 'perf history' draws it.", valueName: "file"))
  var history: String?

  func run() async throws {
    try await Command.run {
      let measured = try await options.measure(reason: "printed by perf record")
      if let history { try PerfHistoryFile.append(measured.map { HistoryEntry($0) }, to: history) }
      Console.print(PerfCommands.show(measured))
      return 0
    }
  }
}

/// `gatehouse perf accept`.
struct PerfAcceptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept", abstract: "Measure the named workloads and make the result their baseline.")

  @OptionGroup var options: PerfMeasureOptions

  @Option(help: ArgumentHelp("Why these numbers are right; kept in the baseline.", valueName: "text"))
  var reason: String

  func run() async throws {
    try await Command.run {
      guard !options.workloads.isEmpty else {
        throw CommandError("no workload is named", remedy: "Name each with --workload; 'gatehouse perf show' lists them")
      }
      let file = try PerfFiles.settings(options.config)
      let measured = try await options.measure(reason: reason)
      for baseline in measured { try PerfFiles.write(baseline, root: file.root) }
      Console.print(PerfCommands.show(measured))
      return 0
    }
  }
}

/// What to measure, and how.
struct PerfMeasureOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The configuration of the service.", valueName: "file"))
  var config: String?

  @Option(name: .customLong("workload"), help: ArgumentHelp("Only this workload; repeatable.", valueName: "name"))
  var workloads: [String] = []

  @Option(help: ArgumentHelp("The root seed.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Use this PostgreSQL server.", valueName: "url"))
  var database: String?

  func measure(reason: String) async throws -> [PerfBaseline] {
    let file = try PerfFiles.settings(config)
    let gate = try Gates.perf(file)
    let (names, seed) = (workloads, RootSeed(seed))
    return try await Harness.with(file, database: database) { harness in
      let environment = try harness.environment(seed: seed)
      let commit = try await PerfFiles.commit(environment.processes, root: file.root)
      let acceptance = PerfCommands.Acceptance(
        reason: reason, commit: commit, day: Day.today, seed: seed.value, machine: PerfFiles.machine)
      return try await gate.measure(names, in: environment).map { workload, measurement in
        try PerfCommands.accept(measurement, of: workload, acceptance)
      }
    }
  }
}

/// Baselines on disk, and what is known about this machine.
enum PerfFiles {
  static func settings(_ config: String?) throws -> GatehouseFile {
    try GatehouseFile.find(config)
  }

  static func write(_ baseline: PerfBaseline, root: String) throws {
    let url = URL(fileURLWithPath: "\(root)/\(PerfBaseline.path(of: baseline.workload))")
    do {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(BaselineFile.encode(baseline).utf8).write(to: url)
    } catch {
      throw CommandError("'\(url.path)' cannot be written: \(error.localizedDescription)", remedy: "Make the folder writable")
    }
  }

  /// The checked-out revision, or empty where there is none.
  static func commit(_ processes: any ProcessRunner, root: String) async throws -> String {
    let result = try? await processes.run(["git", "rev-parse", "HEAD"], environment: [:], directory: root, limit: .seconds(5))
    guard let result, result.exitCode == 0 else { return "" }
    return result.output.filter { !$0.isWhitespace }
  }

  static var machine: MachineFingerprint {
    func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
    return MachineFingerprint(
      cpuinfo: text("/proc/cpuinfo"), meminfo: text("/proc/meminfo"), osrelease: text("/proc/sys/kernel/osrelease"))
  }
}
