import GateModel

/// Reduces a run to a SARIF document.
struct SARIFReduction {
  let summary: RunSummary
  let catalog: RuleCatalog

  init(_ summary: RunSummary, rules: RuleCatalog) {
    self.summary = summary
    catalog = rules
  }

  func document() -> SARIFDocument {
    let checks = self.checks()
    let indices = Dictionary(checks.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let run = SARIFDocument.Run(
      tool: SARIFDocument.Tool(
        driver: SARIFDocument.Driver(name: "Gatehouse", version: summary.started?.version, rules: checks.map(rule))),
      invocations: [invocation()],
      results: summary.findings.map { result($0, ruleIndex: indices[$0.finding.check] ?? -1) },
      automationDetails: SARIFDocument.AutomationDetails(id: "gatehouse/"),
      properties: properties())
    return SARIFDocument(runs: [run])
  }

  // MARK: Rules

  /// Every check that was planned or that found something, sorted.
  private func checks() -> [CheckID] {
    let planned = summary.steps.flatMap { step in step.cases.map(\.planned.check) }
    return Set(planned + summary.findings.map(\.finding.check)).sorted()
  }

  private func rule(_ check: CheckID) -> SARIFDocument.Rule {
    let known = catalog[check]
    let finding = summary.findings.first { $0.finding.check == check }?.finding
    let planned = summary.steps.lazy.flatMap(\.cases).filter { $0.planned.check == check }
    let requirements = known?.requirements ?? Array(Set(planned.flatMap(\.planned.requirements))).sorted()
    let title = known?.title ?? words(of: check)
    let remedy = known?.remedy ?? finding?.remedy ?? "See what the finding says."
    let gate = check.rawValue.split(separator: "/").first.map(String.init) ?? check.rawValue
    return SARIFDocument.Rule(
      id: check.rawValue, name: pascalCase(check), shortDescription: text(title),
      fullDescription: text(known?.rationale ?? title), help: text(remedy),
      defaultConfiguration: SARIFDocument.Configuration(level: level(known?.severity ?? finding?.severity ?? .error)),
      properties: SARIFDocument.RuleProperties(tags: unique([gate] + requirements.map(\.rawValue))))
  }

  /// `guard/unpinned-image` becomes `unpinned image`.
  private func words(of check: CheckID) -> String {
    let name = check.rawValue.split(separator: "/").last.map(String.init) ?? check.rawValue
    return name.split(separator: "-").joined(separator: " ")
  }

  /// `guard/unpinned-image` becomes `UnpinnedImage`.
  private func pascalCase(_ check: CheckID) -> String {
    words(of: check).split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  // MARK: Results

  private func result(_ group: FindingGroup, ruleIndex: Int) -> SARIFDocument.Result {
    let finding = group.finding
    let text = FindingText(finding)
    var suppressions: [SARIFDocument.Suppression] = []
    var disposition = "active"
    switch finding.disposition {
    case .active: break
    case .unstable: disposition = "unstable"
    case .suppressed(let reason):
      disposition = "suppressed"
      suppressions = [SARIFDocument.Suppression(justification: reason)]
    }
    return SARIFDocument.Result(
      ruleId: finding.check.rawValue, ruleIndex: ruleIndex,
      level: disposition == "unstable" ? .note : level(finding.severity),
      message: self.text(finding.message + (text.requirements.map { " [\($0)]" } ?? "")),
      locations: locations(finding), partialFingerprints: ["gatehouse/v1": finding.fingerprint.text],
      occurrenceCount: group.count, suppressions: suppressions,
      properties: SARIFDocument.ResultProperties(
        tags: unique(finding.requirements.map(\.rawValue)), requirements: finding.requirements.map(\.rawValue),
        gate: finding.gate.rawValue, case: finding.caseID.rawValue, remedy: finding.remedy,
        evidence: finding.evidence.map {
          SARIFDocument.Evidence(title: $0.title, text: $0.text)
        }, disposition: disposition))
  }

  private func locations(_ finding: Finding) -> [SARIFDocument.Location] {
    let logical =
      finding.subject.isEmpty ? nil : [SARIFDocument.LogicalLocation(fullyQualifiedName: finding.subject)]
    let physical = finding.location.map { place in
      SARIFDocument.PhysicalLocation(
        artifactLocation: SARIFDocument.ArtifactLocation(uri: URIPath.encode(place.path)), region: region(place))
    }
    if logical == nil, physical == nil { return [] }
    return [SARIFDocument.Location(physicalLocation: physical, logicalLocations: logical)]
  }

  /// Nil where there is no line; numbers that the standard does not allow are left out.
  private func region(_ place: SourceLocation) -> SARIFDocument.Region? {
    guard let line = place.line, line > 0 else { return nil }
    return SARIFDocument.Region(
      startLine: line, startColumn: place.column.flatMap { $0 > 0 ? $0 : nil }, endLine: place.endLine.flatMap { $0 >= line ? $0 : nil },
      endColumn: place.endColumn.flatMap { $0 > 0 ? $0 : nil })
  }

  // MARK: The run itself

  private func invocation() -> SARIFDocument.Invocation {
    let notifications = summary.operationalErrors.prefix(100).map {
      SARIFDocument.Notification(level: .error, message: text("\($0.message) \($0.remedy)"))
    }
    return SARIFDocument.Invocation(
      executionSuccessful: summary.verdict == .passed || summary.verdict == .failed, exitCode: Int(summary.verdict.exitCode),
      startTimeUtc: summary.started.flatMap { Timestamp.isUTC($0.startedAt) ? $0.startedAt : nil },
      toolExecutionNotifications: notifications)
  }

  private func properties() -> SARIFDocument.RunProperties {
    let started = summary.started
    let notes = [summary.interruption].compactMap { $0 } + (summary.finished?.notes ?? [])
    return SARIFDocument.RunProperties(
      verdict: summary.verdict.rawValue, notes: notes, seed: started.map { "\($0.seed)" },
      shard: started?.shard.description, planDigest: started?.planDigest, target: started.map { $0.target })
  }

  // MARK: Values

  private func level(_ severity: Severity) -> SARIFDocument.Level {
    switch severity {
    case .note: .note
    case .warning: .warning
    case .error: .error
    }
  }

  /// Viewers make a link of `[text](target)` even in plain text, so the sequence that makes one is parted.
  private func text(_ text: String) -> SARIFDocument.Text {
    SARIFDocument.Text(text: text.isEmpty ? "(no text)" : text.replacing("](", with: "] ("))
  }

  private func unique(_ tags: [String]) -> [String] {
    var seen: Set<String> = []
    return tags.filter { seen.insert($0).inserted }
  }
}
