import GateModel

/// Logs to render.
enum SampleLog {
  static let empty = RunLog()

  static var passed: RunLog {
    log(
      verdict: .passed,
      [
        .stepStarted(StepStarted(gate: "contract", summary: "keeps the contract", cases: [planned("contract/schema GET /a")])),
        .caseStarted(CaseStarted(gate: "contract", caseID: "contract/schema GET /a")),
        .caseFinished(finished("contract", "contract/schema GET /a", .passed)),
        .stepFinished(StepFinished(gate: "contract")),
      ])
  }

  /// One case of each outcome, a suppressed finding, an advisory gate, a skipped gate and an operational error.
  static var mixed: RunLog {
    let cases: [CaseID] = ["race/a", "race/b", "race/c", "race/d", "race/e", "race/f"]
    var accepted = finding("race/f", message: "accepted")
    accepted.disposition = .suppressed(reason: "known, until the migration")
    return log(
      verdict: .errored,
      [
        .stepStarted(StepStarted(gate: "race", summary: "one winner", cases: cases.map { planned($0, requirements: ["S2-W4"]) })),
        .caseStarted(CaseStarted(gate: "race", caseID: "race/a")),
        .caseFinished(finished("race", "race/a", .passed)),
        .caseStarted(CaseStarted(gate: "race", caseID: "race/b")),
        .finding(finding("race/b", message: "two of thirty consumes won")),
        .measurement(Measurement(gate: "race", caseID: "race/b", name: "overlap", value: 0.75, unit: "1")),
        .caseFinished(finished("race", "race/b", .failed)),
        .caseFinished(finished("race", "race/c", .errored(reason: "connection refused"))),
        .caseFinished(finished("race", "race/d", .skipped(reason: "not in this shard"))),
        .caseFinished(finished("race", "race/e", .inconclusive(reason: "requests never overlapped"))),
        .finding(accepted),
        .caseFinished(finished("race", "race/f", .failed)),
        .stepFinished(StepFinished(gate: "race")),
        .stepStarted(StepStarted(gate: "perf", summary: "no slower", cases: [planned("perf/p")], inconclusiveIsAdvisory: true)),
        .caseFinished(finished("perf", "perf/p", .inconclusive(reason: "noise"))),
        .stepFinished(StepFinished(gate: "perf")),
        .stepStarted(StepStarted(gate: "guard", summary: "pins", cases: [], skipReason: "no repository")),
        .operationalError(OperationalError(message: "the database went away", gate: "race", remedy: "Start it.")),
      ])
  }

  /// A failed run whose only finding says `text` everywhere that text can stand.
  static func hostile(_ text: String) -> RunLog {
    var accepted = finding("race/a", message: text, identity: ["accepted"])
    accepted.disposition = .suppressed(reason: text)
    let found = Finding(
      check: "race/double-consume", gate: "race", caseID: "race/a", message: text, subject: text,
      location: SourceLocation(path: text, line: 3, column: 7), evidence: [Evidence(title: text, text: text)], remedy: text,
      requirements: ["S2-W4"])
    let planned = PlannedCase(id: "race/a", title: text, check: "race/double-consume", requirements: ["S2-W4"])
    let odd = PlannedCase(id: CaseID(text + "!"), title: text, check: CheckID(text), requirements: [RequirementID(text)])
    return RunLog(
      events: numbered([
        .runStarted(RunStarted(version: text, seed: .max, planDigest: text, startedAt: text, target: text, defects: [DefectID(text)])),
        .stepStarted(StepStarted(gate: "race", summary: text, cases: [planned, odd])),
        .finding(found), .finding(accepted),
        .caseFinished(finished("race", "race/a", .failed)),
        .caseFinished(CaseFinished(gate: "race", caseID: odd.id, outcome: .errored(reason: text), durationMicroseconds: 1)),
        .stepFinished(StepFinished(gate: "race")),
        .stepStarted(StepStarted(gate: GateID(text), summary: text, cases: [], skipReason: text)),
        .operationalError(OperationalError(message: text, gate: GateID(text), remedy: text)),
        .runFinished(RunFinished(verdict: .errored, notes: [text], interruption: text)),
      ]))
  }

  /// A failed run with that many findings of each severity.
  static func many(_ count: Int, message: String = "wrong") -> RunLog {
    let findings = Severity.allCases.flatMap { severity in
      (0..<count).map { index in
        RunEvent.finding(finding("race/a", severity: severity, message: "\(message) \(index)", identity: ["\(index)", severity.rawValue]))
      }
    }
    return log(
      verdict: .failed,
      [.stepStarted(StepStarted(gate: "race", summary: "one winner", cases: [planned("race/a")]))] + findings + [
        .caseFinished(finished("race", "race/a", .failed)), .stepFinished(StepFinished(gate: "race")),
      ])
  }

  static func log(verdict: Verdict, _ events: [RunEvent]) -> RunLog {
    let start = RunEvent.runStarted(
      RunStarted(version: "0.1.0", seed: 42, planDigest: "ab12", startedAt: "2026-01-02T03:04:05Z", target: "reference service"))
    return RunLog(events: numbered([start] + events + [.runFinished(RunFinished(verdict: verdict, notes: ["as the sample says"]))]))
  }

  static func finding(
    _ caseID: CaseID, severity: Severity = .error, message: String, identity: [String] = []
  ) -> Finding {
    Finding(
      check: "race/double-consume", gate: "race", caseID: caseID, severity: severity, message: message, subject: "POST /v1/tokens",
      location: SourceLocation(path: "contracts/races/token.yaml", line: 12, column: 5),
      evidence: [Evidence(title: "history", text: "30 requests, 2 wins")], remedy: "Consume in one statement.",
      requirements: ["S2-W4", "S2-W4.1"], identity: identity + [message])
  }

  static func planned(_ id: CaseID, requirements: [RequirementID] = []) -> PlannedCase {
    PlannedCase(id: id, title: "title of \(id)", check: "race/double-consume", requirements: requirements)
  }

  static func finished(_ gate: GateID, _ id: CaseID, _ outcome: CaseOutcome) -> CaseFinished {
    CaseFinished(gate: gate, caseID: id, outcome: outcome, durationMicroseconds: 1_234_567)
  }

  private static func numbered(_ events: [RunEvent]) -> [RecordedEvent] {
    events.enumerated().map { RecordedEvent(sequence: $0 + 1, elapsedMicroseconds: $0 * 1000, event: $1) }
  }
}

extension RunLog {
  /// The log as a crash would leave it.
  func cut(after count: Int) -> RunLog { RunLog(events: Array(events.prefix(count))) }
}
