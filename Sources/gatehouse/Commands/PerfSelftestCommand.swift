import ArgumentParser
import Foundation
import PerfGate

/// `gatehouse perf selftest`.
struct PerfSelftestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selftest", abstract: "Say what 'perf compare' can show on this machine.",
    discussion: """
      Compares a service with itself again and again, as 'perf compare' does, and prints how often a slowdown was called (there is \
      none) with Wilson's interval, and the smallest slowdown that this machine shows. The service is the one of --cmd, else that of \
      gatehouse.yml, else a small one that is built in.

      The exit code is 0 when something could be said, 3 when it was too little, 2 when nothing could be measured.
      """)

  @Option(help: ArgumentHelp("The configuration of the service.", valueName: "file"))
  var config: String?

  @Option(name: .customLong("cmd"), help: ArgumentHelp("The shell command that starts the service.", valueName: "command"))
  var command: String?

  @Option(help: ArgumentHelp("The path that answers when an instance is ready.", valueName: "path"))
  var ready: String?

  @Option(help: ArgumentHelp("So many comparisons at most.", valueName: "number"))
  var runs = 20

  @Option(help: ArgumentHelp("No unit is begun after so many seconds.", valueName: "number"))
  var seconds = 120.0

  @OptionGroup var requests: PerfRequestOptions

  func run() async throws {
    try await Command.run {
      guard (1...10_000).contains(runs), seconds > 0, seconds <= 86_400 else {
        throw CommandError("--runs is \(runs), --seconds \(seconds)", remedy: "Give 1 to 10000 runs and more than 0 up to 86400 seconds")
      }
      let (runs, seed, seconds) = (runs, requests.seed, seconds)
      let (all, extent) = (try requests.makeRequests(), try requests.extent(hasControl: false))
      let options = ComparedServices.Options(config: config, baseCommand: command, candidateCommand: command, readyPath: ready)
      return try await Interruptible.cancelling {
        let folder = FileManager.default.currentDirectoryPath
        let services = try ComparedServices.same(options, in: folder)
        let clock = ContinuousClock()
        let began = clock.now
        let isOver: @Sendable () -> Bool = { clock.now - began >= .seconds(seconds) }
        let test = try await Self.measure(services, folder) { start in
          try await SelfTest.run(all, extent: extent, runs: runs, seed: seed, isOver: isOver, start: start)
        }
        Console.print(SelfTestText.show(test, seconds: (clock.now - began) / .seconds(1), seed: seed))
        return test.falseAlarmRate != nil || test.noise(seed: seed) != nil ? 0 : 3
      }
    }
  }

  private static func measure(
    _ services: ComparedServices?, _ folder: String, _ body: @escaping @Sendable (@escaping ComparedServices.Start) async throws -> SelfTest
  ) async throws -> SelfTest {
    guard let services else { return try await body { _ in try await .calibration() } }
    return try await services.harnessed(body)
  }
}
