/// What a log says, reduced: every reporter starts from this.
public struct RunSummary: Hashable, Sendable {
  /// Missing when the log holds no start, which only a damaged log does.
  public var started: RunStarted?
  /// In the order in which they started.
  public var steps: [StepRecord]
  /// One for each fingerprint, sorted by severity, check, location and subject.
  public var findings: [FindingGroup]
  public var operationalErrors: [OperationalError]
  public var finished: RunFinished?
  /// Why the run stopped early, if it did.
  public var interruption: String?
  public var durationMicroseconds: Int

  public init(_ log: RunLog) {
    var reducer = Reducer()
    for event in log.events { reducer.take(event) }
    started = reducer.started
    steps = reducer.steps
    findings = reducer.sortedFindings()
    operationalErrors = reducer.errors
    finished = reducer.finished
    interruption = reducer.finished?.interruption
    durationMicroseconds = log.events.last?.elapsedMicroseconds ?? 0
  }

  /// The recorded verdict, or inconclusive for a log without an end.
  public var verdict: Verdict { finished?.verdict ?? .inconclusive }
}

/// One gate of a run.
public struct StepRecord: Hashable, Sendable {
  public var gate: GateID
  public var summary: String
  public var cases: [CaseRecord]
  public var skipReason: String?
  public var inconclusiveIsAdvisory: Bool

  /// How many cases really ran to an end.
  public var exercised: Int {
    cases.count { record in
      switch record.outcome {
      case .passed, .failed, .inconclusive, .errored: true
      case .skipped, nil: false
      }
    }
  }

  public func count(_ name: String) -> Int { cases.count { $0.outcome?.name == name } }
}

/// One case of a run; `outcome` is nil when it never finished.
public struct CaseRecord: Hashable, Sendable {
  public var planned: PlannedCase
  public var outcome: CaseOutcome?
  public var durationMicroseconds: Int
  public var findings: [Finding]
  public var measurements: [Measurement]
}

/// Findings with the same fingerprint.
public struct FindingGroup: Hashable, Sendable {
  public var finding: Finding
  /// How often it was seen in all.
  public var count: Int
}

private struct Reducer {
  var started: RunStarted?
  var finished: RunFinished?
  var steps: [StepRecord] = []
  var errors: [OperationalError] = []
  private var groups: [Fingerprint: FindingGroup] = [:]
  private var places: [GateID: [CaseID: (step: Int, index: Int)]] = [:]

  mutating func take(_ recorded: RecordedEvent) {
    switch recorded.event {
    case .runStarted(let body): started = body
    case .stepStarted(let body): begin(body)
    case .caseStarted, .stepFinished: break
    case .finding(let finding): add(finding)
    case .measurement(let body): edit(body.gate, body.caseID) { $0.measurements.append(body) }
    case .caseFinished(let body):
      edit(body.gate, body.caseID) {
        $0.outcome = body.outcome
        $0.durationMicroseconds = body.durationMicroseconds
      }
    case .operationalError(let body): errors.append(body)
    case .runFinished(let body): finished = body
    }
  }

  private mutating func begin(_ body: StepStarted) {
    let index = steps.firstIndex { $0.gate == body.gate } ?? steps.count
    if index == steps.count {
      steps.append(
        StepRecord(
          gate: body.gate, summary: body.summary, cases: [], skipReason: body.skipReason,
          inconclusiveIsAdvisory: body.inconclusiveIsAdvisory))
    } else if body.skipReason == nil {
      // Another shard ran what the first one had nothing of.
      steps[index].skipReason = nil
    }
    for planned in body.cases where places[body.gate]?[planned.id] == nil {
      places[body.gate, default: [:]][planned.id] = (index, steps[index].cases.count)
      steps[index].cases.append(CaseRecord(planned: planned, outcome: nil, durationMicroseconds: 0, findings: [], measurements: []))
    }
  }

  private mutating func add(_ finding: Finding) {
    var group = groups[finding.fingerprint] ?? FindingGroup(finding: finding, count: 0)
    // Whatever came first, the same finding speaks for the group: one that counts, then the one of the first case by name.
    let isBetter = finding.failsRun == group.finding.failsRun ? finding.caseID < group.finding.caseID : finding.failsRun
    if isBetter { group.finding = finding }
    group.count += finding.occurrences
    groups[finding.fingerprint] = group
    edit(finding.gate, finding.caseID) { $0.findings.append(finding) }
  }

  private mutating func edit(_ gate: GateID, _ caseID: CaseID, _ change: (inout CaseRecord) -> Void) {
    guard let place = places[gate]?[caseID] else { return }
    change(&steps[place.step].cases[place.index])
  }

  func sortedFindings() -> [FindingGroup] {
    groups.values.sorted { left, right in
      let (a, b) = (left.finding, right.finding)
      if a.severity != b.severity { return a.severity > b.severity }
      if a.check != b.check { return a.check < b.check }
      if let first = a.location, let second = b.location, first != second { return first < second }
      if a.subject != b.subject { return a.subject.utf8.lexicographicallyPrecedes(b.subject.utf8) }
      return a.fingerprint < b.fingerprint
    }
  }
}
