import GateKit
import HTTPWire
import JSONDocument

/// What a race did, in `reports/races/NAME.json`: enough to run it again and to see what came.
///
/// The schema is `contracts/schemas/race-recording.schema.json`.
struct RaceRecording: Sendable {
  static let version = 1
  private static let bodyLimit = 2_000

  let file: RaceFile
  let report: RaceReport
  let root: RootSeed
  let seed: UInt64

  static func path(of race: Race) -> String { "races/\(race.name).json" }

  var json: JSONValue {
    var members: [JSONObject.Member] = [
      ("version", .number(JSONNumber(Self.version))), ("race", .string(file.race.name)), ("file", .string(file.race.location.path)),
      ("root_seed", .string(String(root.value))), ("seed", .string(String(seed))), ("requests", .number(JSONNumber(file.race.burst.count))),
      ("rounds", .number(JSONNumber(report.rounds))), ("overlapped_rounds", .number(JSONNumber(report.overlappedRounds))),
    ]
    if let sync = report.calibration.chosen.flatMap({ SyncName($0.release) }) { members.append(("sync", .string(sync.rawValue))) }
    members.append(("calibration", .array(report.calibration.tried.map(Self.text))))
    if let power = report.power {
      members.append(
        (
          "power",
          .object(
            JSONObject([
              ("window_ns", Self.number(power.window / .nanoseconds(1))), ("hits", .number(JSONNumber(power.hits))),
              ("bursts", .number(JSONNumber(power.bursts))), ("chance", Self.number(power.chance)),
              ("miss", Self.number(PowerGoal.miss(after: report.rounds, hitting: power.chance))),
            ]))
        ))
    }
    members.append(("violations", .array(report.violations.map { .string($0.message) })))
    members.append(("history", .array(report.recorded.map(Self.text))))
    return .object(JSONObject(members))
  }

  private static func text(_ calibration: Calibration) -> JSONValue {
    var members: [JSONObject.Member] = [
      ("sync", .string(SyncName(calibration.release)?.rawValue ?? calibration.release.description)),
      ("measured_by", .string(calibration.source.rawValue)), ("bursts", .number(JSONNumber(calibration.spreads.count))),
    ]
    if let median = calibration.medianSpread { members.append(("median_spread_ns", .number(JSONNumber(median)))) }
    return .object(JSONObject(members))
  }

  /// Instants count from the first release of the round.
  private static func text(_ round: RaceReport.Round) -> JSONValue {
    let start = round.outcomes.map(\.released).min() ?? 0
    let first = round.outcomes.compactMap(\.arrived).min() ?? 0
    let outcomes = round.outcomes.map { outcome -> JSONValue in
      var members: [JSONObject.Member] = [("outcome", .string(outcome.name)), ("released_ns", since(start, outcome.released))]
      if let instant = outcome.arrived { members.append(("arrived_ns", since(first, instant))) }
      if let instant = outcome.firstByte { members.append(("first_byte_ns", since(start, instant))) }
      if let instant = outcome.finished { members.append(("finished_ns", since(start, instant))) }
      if let body = outcome.body, !body.isEmpty {
        members.append(("body", .string(String(decoding: body.prefix(bodyLimit), as: UTF8.self))))
      }
      return .object(JSONObject(members))
    }
    return .object(
      JSONObject([
        ("round", .number(JSONNumber(round.number))), ("order", .array(round.order.map { .number(JSONNumber($0 + 1)) })),
        ("broken", .array(round.broken.map(JSONValue.string))), ("outcomes", .array(outcomes)),
      ]))
  }

  private static func since(_ start: UInt64, _ instant: UInt64) -> JSONValue {
    .number(JSONNumber(Int64(clamping: instant) - Int64(clamping: start)))
  }

  private static func number(_ value: Double) -> JSONValue { JSONNumber(value).map(JSONValue.number) ?? .null }
}

extension SyncName {
  /// The name of a way of release that race files can ask for.
  init?(_ release: Burst.Release) {
    switch release {
    case .barrier: self = .barrier
    case .lastHeaderByte: self = .lastHeaderByte
    case .lastBytes(1): self = .lastByte
    case .lastBytes: return nil
    case .lastFrames: self = .lastFrames
    case .wholeFrames: self = .wholeFrames
    case .frozen: self = .freeze
    }
  }
}
