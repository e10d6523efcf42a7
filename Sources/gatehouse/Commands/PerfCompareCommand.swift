import ArgumentParser
import Foundation
import GateKit
import HTTPWire
import PerfGate

/// `gatehouse perf compare`.
struct PerfCompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Decide whether one revision of a service is slower than another, with both running side by side.",
    discussion: """
      Starts both commands again and again, alternates single requests between them, and stops as soon as it is sure. ${port} in a \
      command is where that instance has to listen; it is also in the environment, as PORT. A slowdown of 3 % or more fails (median \
      latency; 5 % of processor time), one of 1 % or less does not.

      The exit code is 0 when the candidate is not slower, 1 when it is, 3 when that could not be decided, and 2 when it could not be \
      measured.
      """)

  @Option(name: .customLong("base-cmd"), help: ArgumentHelp("The shell command that starts the base.", valueName: "command"))
  var base: String

  @Option(name: .customLong("candidate-cmd"), help: ArgumentHelp("The shell command that starts the candidate.", valueName: "command"))
  var candidate: String

  @Option(
    name: .customLong("request"),
    help: ArgumentHelp("METHOD TARGET of a request; repeatable, all are sent equally often. (default: GET /)", valueName: "request"))
  var requests: [String] = []

  @Option(name: .customLong("header"), help: ArgumentHelp("A header of every request; repeatable.", valueName: "name: value"))
  var headers: [String] = []

  @Option(help: ArgumentHelp("The path that answers when an instance is ready.", valueName: "path"))
  var ready = "/"

  @Option(help: ArgumentHelp("The root seed.", valueName: "number"))
  var seed: UInt64 = 1

  func run() async throws {
    try await Command.run {
      let requests = try makeRequests()
      let folder = FileManager.default.currentDirectoryPath
      var file = GatehouseFile.builtIn(root: folder)
      file.startsNothing = true
      let commands: [ServiceComparison.Role: String] = [.base: base, .candidate: candidate]
      let (ready, seed) = (ready, seed)
      let clock = ContinuousClock()
      let began = clock.now
      let result = try await Harness.with(file, database: nil) { harness in
        try await ServiceComparison(requests: requests, seed: seed) { role in
          let settings = ServiceSettings(shell: commands[role] ?? "", readyPath: ready)
          let launcher = CommandLauncher(service: settings, work: harness.work, processes: SubprocessRunner(), root: folder)
          return try await Self.running(launcher.launch(TargetRequest(label: "perf \(role.rawValue)")))
        }.run()
      }
      Console.print(ComparisonText.show(result, seconds: (clock.now - began) / .seconds(1)))
      switch result.verdict {
      case .passed: return 0
      case .failed: return 1
      case .inconclusive: return 3
      }
    }
  }

  private static func running(_ target: any RunningTarget) async -> ServiceComparison.Running {
    var group: Int32?
    if case .running(let identifier) = await target.processes["service"]?.state() { group = identifier }
    return ServiceComparison.Running(side: .init(host: target.endpoint.host, port: target.endpoint.port), group: group) {
      await target.stop()
    }
  }

  private func makeRequests() throws -> [LoadRequest] {
    var fields: WireHeaders = []
    for header in headers {
      guard let colon = header.firstIndex(of: ":"), colon > header.startIndex else {
        throw CommandError("--header '\(header)' is no header", remedy: "Write it as 'Name: value'")
      }
      fields.add(String(header[..<colon]), header[header.index(after: colon)...].trimmingCharacters(in: .whitespaces))
    }
    return try (requests.isEmpty ? ["GET /"] : requests).map { text in
      let words = text.split(separator: " ")
      guard words.count == 2, words[1].hasPrefix("/") else {
        throw CommandError("--request '\(text)' is no request", remedy: "Write it as 'METHOD /target'")
      }
      let request = WireRequest(method: String(words[0]), target: String(words[1]), headers: fields)
      let bytes = request.serialized(for: WireEndpoint(host: "127.0.0.1", port: 80))
      return LoadRequest(name: text, variants: [bytes], isHead: words[0] == "HEAD")
    }
  }
}
