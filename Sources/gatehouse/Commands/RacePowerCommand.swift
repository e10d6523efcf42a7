import ArgumentParser
import HTTPWire
import JSONDocument
import RaceGate

/// `gatehouse race power`.
struct RacePowerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power", abstract: "Measure how often bursts win a race that is known to be there.",
    discussion: """
      Each burst sends the same request several times at once, with ${burst} standing for the number of the burst; it detects the race \
      when more than one of its requests is answered with --won. Prints one line of JSON. Meant for targets that are racy on purpose \
      (ci/race-power), to learn what the machine and the target allow.

      The exit code is 0 when the measurement could be done, whatever it says.
      """)

  @Argument(help: ArgumentHelp("The target, such as http://127.0.0.1:8080.", valueName: "url"))
  var target: String

  @Option(help: ArgumentHelp("METHOD TARGET of the request.", valueName: "request"))
  var request = "POST /take/${burst}"

  @Option(help: ArgumentHelp("The body of the request.", valueName: "text"))
  var body = "x"

  @Option(
    help: ArgumentHelp("How bursts are released: \(SyncName.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "name"))
  var sync: String = SyncName.lastByte.rawValue

  @Option(help: ArgumentHelp("Requests in a burst.", valueName: "number"))
  var count = 2

  @Option(help: ArgumentHelp("How many bursts.", valueName: "number"))
  var bursts = 300

  @Option(help: ArgumentHelp("Number of the first burst.", valueName: "number"))
  var first = 1

  @Option(help: ArgumentHelp("The status of a request that wins.", valueName: "status"))
  var won = 200

  @Option(help: ArgumentHelp("Header of the answers with the target's time of receipt in nanoseconds.", valueName: "name"))
  var arrival = "x-received-ns"

  @Option(help: ArgumentHelp("Process group of the target, for --sync freeze.", valueName: "id"))
  var group: Int32?

  func run() async throws {
    try await Command.run {
      guard let endpoint = WireEndpoint(url: target) else {
        throw CommandError("'\(target)' is no http:// URL", remedy: "Give one such as http://127.0.0.1:8080")
      }
      let words = request.split(separator: " ")
      guard words.count == 2, (1...512).contains(count), (1...1_000_000).contains(bursts) else {
        throw CommandError("--request, --count or --bursts is wrong", remedy: "See 'gatehouse race power --help'")
      }
      guard let release = SyncName(rawValue: sync)?.release(process: group.map { FrozenProcess(group: $0) }) else {
        throw CommandError("--sync '\(sync)' is unknown, or needs --group", remedy: "See 'gatehouse race power --help'")
      }
      var measured = PowerMeasurement()
      try await WireLoops.with(threads: 1) { loops in
        let burst = Burst(endpoint: endpoint, loops: loops, options: .init(release: release))
        let canary = WireRequest(target: "/")
        for number in first..<(first + bursts) {
          let path = words[1].replacing("${burst}", with: String(number))
          let one = WireRequest(method: String(words[0]), target: String(path), body: Array(body.utf8))
          measured.add(
            try await burst.run(Array(repeating: one, count: count), warmUp: canary, deadline: .seconds(10)), won: won, header: arrival)
        }
        await burst.close()
      }
      Console.print(Self.line(measured, sync: sync, count: count).serialized())
      return 0
    }
  }

  private static func line(_ measured: PowerMeasurement, sync: String, count: Int) -> JSONValue {
    func quantile(_ share: Double, _ values: [Int64]) -> JSONValue {
      PowerMeasurement.quantile(share, of: values).map { .number(JSONNumber($0 / 1_000)) } ?? .null
    }
    let share = Double(measured.detected) / Double(max(1, measured.bursts))
    return [
      "sync": .string(sync), "requests": .number(JSONNumber(count)), "bursts": .number(JSONNumber(measured.bursts)),
      "detected": .number(JSONNumber(measured.detected)), "share": JSONNumber(share).map(JSONValue.number) ?? .null,
      "lower": JSONNumber(measured.interval.lower).map(JSONValue.number) ?? .null,
      "upper": JSONNumber(measured.interval.upper).map(JSONValue.number) ?? .null,
      "overlapped": .number(JSONNumber(measured.overlapped)), "lost": .number(JSONNumber(measured.lost)),
      "arrival_spread_us": ["p50": quantile(0.5, measured.arrivalSpreads), "p90": quantile(0.9, measured.arrivalSpreads)],
      "release_spread_us": ["p50": quantile(0.5, measured.releaseSpreads), "p90": quantile(0.9, measured.releaseSpreads)],
    ]
  }
}
