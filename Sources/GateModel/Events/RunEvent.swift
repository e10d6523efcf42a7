/// One line of the run's log (`reports/run.jsonl`).
///
/// The schema is `contracts/schemas/run-log.schema.json`. A run's log starts with ``runStarted(_:)`` and, unless the
/// process was killed, ends with exactly one ``runFinished(_:)``.
public enum RunEvent: Hashable, Sendable {
  case runStarted(RunStarted)
  case stepStarted(StepStarted)
  case caseStarted(CaseStarted)
  case finding(Finding)
  case measurement(Measurement)
  case caseFinished(CaseFinished)
  case operationalError(OperationalError)
  case stepFinished(StepFinished)
  case runFinished(RunFinished)
}

/// A run begins: what was asked for, so that it can be repeated.
public struct RunStarted: Hashable, Sendable, Codable {
  /// Version of Gatehouse.
  public var version: String
  /// The root seed; every case derives its own from it and its id.
  public var seed: UInt64
  /// Digest of all planned case ids, before sharding.
  public var planDigest: String
  /// Wall-clock time of the start, RFC 3339 in UTC.
  public var startedAt: String
  /// What was gated: `reference service` or the path of the configuration.
  public var target: String
  public var shard: Shard
  /// Seeded defects that were switched on.
  public var defects: [DefectID]

  public init(
    version: String, seed: UInt64, planDigest: String, startedAt: String, target: String, shard: Shard = .whole, defects: [DefectID] = []
  ) {
    self.version = version
    self.seed = seed
    self.planDigest = planDigest
    self.startedAt = startedAt
    self.target = target
    self.shard = shard
    self.defects = defects
  }
}

/// Part `index` (from 1) of `count` of a plan.
public struct Shard: Hashable, Sendable, Codable, CustomStringConvertible {
  public var index: Int
  public var count: Int

  /// The whole plan in one run.
  public static let whole = Shard(index: 1, count: 1)
  /// The most parts that a plan is split into.
  public static let limit = 10_000

  public init(index: Int, count: Int) {
    self.index = index
    self.count = count
  }

  public var description: String { "\(index)/\(count)" }
}

/// A gate begins; its cases are listed, so that one that never reports is seen.
public struct StepStarted: Hashable, Sendable, Codable {
  public var gate: GateID
  public var summary: String
  public var cases: [PlannedCase]
  /// Why the gate does not run, if it does not.
  public var skipReason: String?
  /// True where an inconclusive case of this gate does not change the verdict.
  public var inconclusiveIsAdvisory: Bool

  public init(gate: GateID, summary: String, cases: [PlannedCase], skipReason: String? = nil, inconclusiveIsAdvisory: Bool = false) {
    self.gate = gate
    self.summary = summary
    self.cases = cases
    self.skipReason = skipReason
    self.inconclusiveIsAdvisory = inconclusiveIsAdvisory
  }
}

public struct StepFinished: Hashable, Sendable, Codable {
  public var gate: GateID
  public init(gate: GateID) { self.gate = gate }
}

public struct CaseStarted: Hashable, Sendable, Codable {
  public var gate: GateID
  public var caseID: CaseID
  public init(gate: GateID, caseID: CaseID) {
    self.gate = gate
    self.caseID = caseID
  }
}

public struct CaseFinished: Hashable, Sendable, Codable {
  public var gate: GateID
  public var caseID: CaseID
  public var outcome: CaseOutcome
  /// Time from start to end, in microseconds.
  public var durationMicroseconds: Int

  public init(gate: GateID, caseID: CaseID, outcome: CaseOutcome, durationMicroseconds: Int) {
    self.gate = gate
    self.caseID = caseID
    self.outcome = outcome
    self.durationMicroseconds = durationMicroseconds
  }
}

/// A number that a case measured: `http.requests` 412 `1`, `latency.p99` 3.1 `ms`.
///
/// JSON has no number for what is infinite or undefined (a quantile of nothing): those are written as the texts `Infinity`,
/// `-Infinity` and `NaN`.
public struct Measurement: Hashable, Sendable, Codable {
  public var gate: GateID
  public var caseID: CaseID
  public var name: String
  public var value: Double
  public var unit: String

  public init(gate: GateID, caseID: CaseID, name: String, value: Double, unit: String) {
    self.gate = gate
    self.caseID = caseID
    self.name = name
    self.value = value
    self.unit = unit
  }
}

/// Something that kept the run from being done as planned: what failed, where, what to do next.
public struct OperationalError: Hashable, Sendable, Codable {
  public var message: String
  /// The gate it happened in, or nil for the run itself.
  public var gate: GateID?
  public var remedy: String

  public init(message: String, gate: GateID? = nil, remedy: String) {
    self.message = message
    self.gate = gate
    self.remedy = remedy
  }
}

public struct RunFinished: Hashable, Sendable, Codable {
  public var verdict: Verdict
  public var notes: [String]
  /// Why the run stopped early, if it did.
  public var interruption: String?

  public init(verdict: Verdict, notes: [String] = [], interruption: String? = nil) {
    self.verdict = verdict
    self.notes = notes
    self.interruption = interruption
  }
}
