import ArgumentParser
import Foundation
import PerfGate

/// `gatehouse perf compare`.
struct PerfCompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Decide whether one revision of a service is slower than another, with both running side by side.",
    discussion: """
      Starts both again and again, alternates single requests and short slices of load between them, and stops as soon as it is sure. \
      --base checks a revision out beside the working tree and builds it there; both are started as gatehouse.yml says, or with \
      --candidate-cmd. ${port} in a command is where that instance has to listen; it is also in the environment, as PORT. A slowdown \
      of 3 % or more fails (median latency; 5 % of processor time, 10 % of p99 under load), one of 1 % or less does not. Another \
      instance of the base is compared with it too: where those differ, nothing is decided.

      The exit code is 0 when the candidate is not slower, 1 when it is, 3 when that could not be decided, and 2 when it could not be \
      measured.
      """)

  @Option(help: ArgumentHelp("The configuration of the service.", valueName: "file"))
  var config: String?

  @Option(name: .customLong("base"), help: ArgumentHelp("The revision to compare the working tree with.", valueName: "revision"))
  var baseRevision: String?

  @Option(name: .customLong("base-cmd"), help: ArgumentHelp("The shell command that starts the base.", valueName: "command"))
  var base: String?

  @Option(
    name: .customLong("candidate-cmd"),
    help: ArgumentHelp("The shell command that starts the candidate, and a base revision too.", valueName: "command"))
  var candidate: String?

  @Option(
    name: .customLong("build-cmd"),
    help: ArgumentHelp("The shell command that builds a revision, instead of 'service.build'.", valueName: "command"))
  var build: String?

  @Option(help: ArgumentHelp("The path that answers when an instance is ready.", valueName: "path"))
  var ready: String?

  @OptionGroup var requests: PerfRequestOptions

  func run() async throws {
    try await Command.run {
      let seed = requests.seed
      let (all, extent) = (try requests.makeRequests(), try requests.extent(hasControl: true))
      let options = ComparedServices.Options(
        config: config, base: baseRevision, baseCommand: base, candidateCommand: candidate, buildCommand: build, readyPath: ready)
      return try await Interruptible.cancelling {
        let services = try await ComparedServices.find(
          options, in: FileManager.default.currentDirectoryPath, cache: .standard(ProcessInfo.processInfo.environment),
          processes: SubprocessRunner(outputLimit: 1 << 25))
        let clock = ContinuousClock()
        let began = clock.now
        let result = try await services.harnessed { start in
          try await ServiceComparison(requests: all, extent: extent, seed: seed, start: start).run()
        }
        Console.print(ComparisonText.show(result, seconds: (clock.now - began) / .seconds(1)))
        switch result.verdict {
        case .passed: return 0
        case .failed: return 1
        case .inconclusive: return 3
        }
      }
    }
  }
}
