import GateModel

extension RunSummary {
  /// The summary of a log with every text in it bounded and without credentials: what each reporter starts from.
  ///
  /// A log may come from elsewhere, so that no field of it is taken to be short because Gatehouse writes it short.
  init(forReports log: RunLog) {
    self.init(log)
    if var body = started {
      body.version = SafeText.name(body.version)
      body.planDigest = SafeText.name(body.planDigest)
      body.startedAt = SafeText.name(body.startedAt)
      body.target = SafeText.name(body.target)
      body.defects = SafeText.ids(body.defects)
      started = body
    }
    for index in steps.indices { SafeText.clean(&steps[index]) }
    for index in findings.indices { SafeText.clean(&findings[index].finding) }
    for index in operationalErrors.indices {
      operationalErrors[index].message = ReportText.safe(operationalErrors[index].message)
      operationalErrors[index].remedy = ReportText.safe(operationalErrors[index].remedy)
      operationalErrors[index].gate = operationalErrors[index].gate.map(SafeText.id)
    }
    if var body = finished {
      body.notes = SafeText.notes(body.notes)
      body.interruption = body.interruption.map { ReportText.safe($0) }
      finished = body
    }
    interruption = interruption.map { ReportText.safe($0) }
  }
}

/// Bounds for the parts of a summary.
private enum SafeText {
  /// Ids, titles, paths and other text that names something, in bytes.
  static let nameLimit = 4096
  /// Ids in one list, and notes of a run.
  static let listLimit = 200

  static func name(_ text: String) -> String {
    text.utf8.count > nameLimit ? ReportText.bounded(text, limit: nameLimit) : text
  }

  static func id<Tag>(_ id: Identifier<Tag>) -> Identifier<Tag> { Identifier(name(id.rawValue)) }

  static func ids<Tag>(_ ids: [Identifier<Tag>]) -> [Identifier<Tag>] { ids.prefix(listLimit).map(id) }

  static func notes(_ notes: [String]) -> [String] {
    let rest = notes.count - listLimit
    return notes.prefix(listLimit).map { ReportText.safe($0) } + (rest > 0 ? ["and \(rest) more notes; the log has them"] : [])
  }

  static func clean(_ step: inout StepRecord) {
    step.gate = id(step.gate)
    step.summary = ReportText.safe(step.summary)
    step.skipReason = step.skipReason.map { ReportText.safe($0) }
    for index in step.cases.indices { clean(&step.cases[index]) }
  }

  private static func clean(_ record: inout CaseRecord) {
    record.planned.id = id(record.planned.id)
    record.planned.title = ReportText.safe(record.planned.title)
    record.planned.check = id(record.planned.check)
    record.planned.requirements = ids(record.planned.requirements)
    record.planned.defects = ids(record.planned.defects)
    record.planned.location = record.planned.location.map(location)
    record.outcome = record.outcome.map(outcome)
    for index in record.findings.indices { clean(&record.findings[index]) }
    for index in record.measurements.indices {
      record.measurements[index].name = name(record.measurements[index].name)
      record.measurements[index].unit = name(record.measurements[index].unit)
    }
  }

  private static func location(_ location: SourceLocation) -> SourceLocation {
    var location = location
    location.path = name(location.path)
    return location
  }

  private static func outcome(_ outcome: CaseOutcome) -> CaseOutcome {
    switch outcome {
    case .passed, .failed: outcome
    case .errored(let reason): .errored(reason: ReportText.safe(reason))
    case .skipped(let reason): .skipped(reason: ReportText.safe(reason))
    case .inconclusive(let reason): .inconclusive(reason: ReportText.safe(reason))
    }
  }

  static func clean(_ finding: inout Finding) {
    finding.check = id(finding.check)
    finding.gate = id(finding.gate)
    finding.caseID = id(finding.caseID)
    finding.message = ReportText.safe(finding.message)
    finding.subject = ReportText.safe(finding.subject, limit: nameLimit)
    finding.location = finding.location.map(location)
    finding.evidence = evidence(finding.evidence)
    finding.remedy = ReportText.safe(finding.remedy)
    finding.requirements = ids(finding.requirements)
    finding.fingerprint = Fingerprint(text: name(finding.fingerprint.text))
    if case .suppressed(let reason) = finding.disposition { finding.disposition = .suppressed(reason: ReportText.safe(reason)) }
  }

  private static func evidence(_ evidence: [Evidence]) -> [Evidence] {
    let limit = FindingText.evidenceLimit
    // Setting the members keeps the text as it is; making new evidence would search it for credentials once more.
    var kept = Array(evidence.prefix(limit))
    for index in kept.indices {
      kept[index].title = ReportText.safe(kept[index].title, limit: nameLimit)
      kept[index].text = ReportText.safe(kept[index].text)
    }
    let rest = evidence.count - limit
    return kept + (rest > 0 ? [Evidence(title: "more", text: "\(rest) more pieces of evidence left out; the log has them")] : [])
  }
}
