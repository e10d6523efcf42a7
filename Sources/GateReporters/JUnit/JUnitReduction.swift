import GateModel

/// Reduces a run to a JUnit report.
///
/// A reader of JUnit knows passed, failure, error and skipped only. So that it never shows green where the run was not: a case
/// that could not decide is an error (skipped, with its reason, where the gate's undecided cases are advisory), a case that
/// never ended is an error, and the suite `gatehouse` holds the verdict itself, operational errors and findings of no case.
struct JUnitReduction {
  let summary: RunSummary

  init(_ summary: RunSummary) { self.summary = summary }

  func model() -> JUnitModel {
    var suites = summary.steps.map(suite)
    suites.append(runSuite(afterFailures: suites.contains { $0.count(.failure) > 0 }))
    return JUnitModel(suites: suites, microseconds: summary.durationMicroseconds)
  }

  // MARK: Gates

  private func suite(_ step: StepRecord) -> JUnitModel.Suite {
    var cases = step.cases.map { testCase($0, advisory: step.inconclusiveIsAdvisory) }
    if let reason = step.skipReason, cases.isEmpty {
      cases = [
        JUnitModel.Case(
          name: step.gate.rawValue, className: className(step.gate.rawValue), microseconds: 0,
          result: plain(.skipped, type: "skipped", reason), file: nil, line: nil, output: step.summary)
      ]
    }
    return JUnitModel.Suite(name: step.gate.rawValue, properties: runProperties + [property("summary", step.summary)], cases: cases)
  }

  private func testCase(_ record: CaseRecord, advisory: Bool) -> JUnitModel.Case {
    let failing = record.findings.filter(\.failsRun)
    let location = failing.first?.location ?? record.planned.location
    return JUnitModel.Case(
      name: record.planned.id.rawValue, className: className(record.planned.check.rawValue), microseconds: record.durationMicroseconds,
      result: result(record, failing: failing, advisory: advisory), file: location?.path, line: location?.line,
      output: output(record))
  }

  private func result(_ record: CaseRecord, failing: [Finding], advisory: Bool) -> JUnitModel.Result? {
    let suffix = FindingText.list(record.planned.requirements).map { " [\($0)]" } ?? ""
    switch record.outcome {
    case .errored(let reason):
      return plain(.error, type: "errored", reason + suffix, details: failing.map { FindingText($0).details })
    case nil:
      return plain(.error, type: "not-finished", "The case was planned but did not finish\(suffix)", details: [])
    case let outcome? where !failing.isEmpty:
      return failure(failing, reason: outcome.reason)
    case .failed where record.findings.isEmpty:
      return plain(.failure, type: "failed", "The case failed without saying why\(suffix)", details: [])
    case .inconclusive(let reason) where advisory:
      return plain(.skipped, type: "inconclusive", "not decided, and not counted: \(reason)\(suffix)")
    case .inconclusive(let reason):
      return plain(.error, type: "inconclusive", "not decided: \(reason)\(suffix)")
    case .skipped(let reason):
      return plain(.skipped, type: "skipped", reason)
    case .passed, .failed:
      // Failed with findings that are all accepted, or below the severity that counts: they stand in the output.
      return nil
    }
  }

  /// One element however many findings, because several readers look at the first only; the details have all of them.
  private func failure(_ findings: [Finding], reason: String?) -> JUnitModel.Result {
    let first = findings[0]
    let more = findings.count > 1 ? " (and \(findings.count - 1) more)" : ""
    var details = findings.prefix(100).map { FindingText($0).details }
    if findings.count > 100 { details.append("[\(findings.count - 100) more findings left out; the log has them]") }
    if let reason { details.append("the case also said: \(reason)") }
    return JUnitModel.Result(
      kind: .failure, type: first.check.rawValue, message: Self.line(FindingText(first).headline) + more,
      details: ReportText.bounded(details.joined(separator: "\n\n"), limit: Self.detailsLimit))
  }

  /// Below the ten million bytes that parsers based on libxml2 take by default.
  static let detailsLimit = 4 << 20

  private func output(_ record: CaseRecord) -> String {
    var lines = [record.planned.title]
    if let requirements = FindingText.list(record.planned.requirements) { lines.append("requirements: \(requirements)") }
    lines += record.measurements.prefix(200).map { "\($0.name): \($0.value) \($0.unit)" }
    for finding in record.findings.prefix(100) where !finding.failsRun { lines.append(FindingText(finding).details) }
    return ReportText.bounded(lines.joined(separator: "\n"), limit: Self.detailsLimit)
  }

  // MARK: The run itself

  private func runSuite(afterFailures: Bool) -> JUnitModel.Suite {
    var cases = summary.operationalErrors.enumerated().map { index, error in
      runCase(
        "operational error \(index + 1)",
        result: plain(.error, type: "operational-error", error.message, details: ["remedy: \(error.remedy)"]))
    }
    let planned = Set(summary.steps.flatMap { step in step.cases.map(\.planned.id) })
    for group in summary.findings where group.finding.failsRun && !planned.contains(group.finding.caseID) {
      var result = runCase(
        "\(group.finding.check) \(group.finding.fingerprint)", result: failure([group.finding], reason: nil))
      result.file = group.finding.location?.path
      result.line = group.finding.location?.line
      cases.append(result)
    }
    let told = afterFailures || cases.contains { $0.result?.kind == .failure }
    cases.append(runCase("verdict", result: verdict(failuresTold: told)))
    return JUnitModel.Suite(name: "gatehouse", properties: runProperties, cases: cases)
  }

  private func runCase(_ name: String, result: JUnitModel.Result?) -> JUnitModel.Case {
    JUnitModel.Case(name: name, className: className("run"), microseconds: 0, result: result, file: nil, line: nil, output: "")
  }

  private func verdict(failuresTold: Bool) -> JUnitModel.Result? {
    let notes = [summary.interruption].compactMap { $0 } + (summary.finished?.notes ?? ["the log has no end: the run was cut off"])
    let text = "\(summary.verdict.rawValue): \(notes.joined(separator: "; "))"
    switch summary.verdict {
    case .passed: return nil
    case .failed: return failuresTold ? nil : plain(.failure, type: "verdict", text)
    case .inconclusive, .errored: return plain(.error, type: "verdict", text)
    }
  }

  private var runProperties: [JUnitModel.Property] {
    var properties = [property("verdict", summary.verdict.rawValue), property("exit-code", "\(summary.verdict.exitCode)")]
    guard let started = summary.started else { return properties }
    properties.append(property("seed", "\(started.seed)"))
    properties.append(property("version", started.version))
    properties.append(property("target", started.target))
    properties.append(property("shard", started.shard.description))
    properties.append(property("plan-digest", started.planDigest))
    properties.append(property("started-at", started.startedAt))
    if !started.defects.isEmpty {
      properties.append(property("seeded-defects", started.defects.map(\.rawValue).joined(separator: ", ")))
    }
    return properties
  }

  private func property(_ name: String, _ value: String) -> JUnitModel.Property {
    JUnitModel.Property(name: name, value: value)
  }

  private func plain(_ kind: JUnitModel.Kind, type: String, _ message: String, details: [String] = []) -> JUnitModel.Result {
    return JUnitModel.Result(
      kind: kind, type: type, message: Self.line(message), details: ([message] + details).joined(separator: "\n"))
  }

  /// One line that is not empty, because several readers take a result without a message for none.
  private static func line(_ text: String) -> String {
    let line = ReportText.singleLine(text)
    return line.allSatisfy(\.isWhitespace) ? "(no text)" : line
  }

  /// Readers group by the dots of a class name.
  private func className(_ name: String) -> String {
    "gatehouse." + String(name.map { $0 == "/" ? "." : $0 })
  }
}
