import GateModel

/// GitHub workflow commands, to be printed to standard output inside a job: `annotations.txt`.
///
/// GitHub shows ten annotations of a level for each step and drops the rest without a word, so the tenth says how many more.
public struct GitHubAnnotationReporter: Reporter {
  public static let name = "github"
  /// Annotations of one level that are shown.
  public static let limit = 10
  /// The longest message, in bytes before escaping.
  static let messageLimit = 4096

  public init() {}

  public func render(_ run: ReportedRun) throws -> [ReportFile] {
    [ReportFile(path: "annotations.txt", bytes: lines(run).flatMap { Array($0.utf8) + [UInt8(ascii: "\n")] })]
  }

  /// The commands, one a line.
  public func lines(_ run: ReportedRun) -> [String] {
    let all = commands(run.summary)
    return WorkflowCommand.Level.allCases.flatMap { level in limited(all.filter { $0.level == level }).map(\.line) }
  }

  private func limited(_ commands: [WorkflowCommand]) -> [WorkflowCommand] {
    guard commands.count > Self.limit, let first = commands.first else { return commands }
    let shown = commands.prefix(Self.limit - 1)
    let rest = commands.count - shown.count
    let last = WorkflowCommand(
      level: first.level, properties: [("title", "Gatehouse")],
      message: "\(rest) more of this level are not shown here; the summary and the SARIF report have them all.")
    return shown + [last]
  }

  private func commands(_ summary: RunSummary) -> [WorkflowCommand] {
    var commands = summary.operationalErrors.map { error in
      command(.error, title: "Gatehouse could not do its work", text: "\(error.message)\n\(error.remedy)", location: nil)
    }
    for group in summary.findings {
      if case .suppressed = group.finding.disposition { continue }
      commands.append(command(group.finding))
    }
    if summary.verdict == .inconclusive {
      let reasons = [summary.interruption].compactMap { $0 } + (summary.finished?.notes ?? ["the run was cut off"])
      commands.append(
        command(.error, title: "Gatehouse: inconclusive", text: reasons.joined(separator: "\n"), location: nil))
    }
    let advisory = summary.steps.filter(\.inconclusiveIsAdvisory).flatMap(\.cases)
    for case let (record, .inconclusive(reason)?) in advisory.map({ ($0, $0.outcome) }) {
      commands.append(
        command(.warning, title: "Not decided, and not counted: \(record.planned.id)", text: reason, location: record.planned.location))
    }
    return commands
  }

  private func command(_ finding: Finding) -> WorkflowCommand {
    let text = FindingText(finding)
    var lines = [text.message]
    if let requirements = text.requirements { lines.append("Requirements: \(requirements)") }
    if !text.place.isEmpty { lines.append("Place: \(ReportText.singleLine(text.place))") }
    if let disposition = text.disposition { lines.append(disposition) }
    if !finding.remedy.isEmpty { lines.append("Remedy: \(finding.remedy)") }
    let title = finding.check.rawValue + (text.requirements.map { " [\($0)]" } ?? "")
    return command(level(finding), title: title, text: lines.joined(separator: "\n"), location: finding.location)
  }

  private func level(_ finding: Finding) -> WorkflowCommand.Level {
    if finding.disposition == .unstable { return .notice }
    return switch finding.severity {
    case .error: .error
    case .warning: .warning
    case .note: .notice
    }
  }

  private func command(_ level: WorkflowCommand.Level, title: String, text: String, location: SourceLocation?) -> WorkflowCommand {
    var properties: [(name: String, value: String)] = []
    if let location {
      properties.append(("file", clean(location.path)))
      let numbers = [("line", location.line), ("endLine", location.endLine), ("col", location.column), ("endColumn", location.endColumn)]
      for case let (name, value?) in numbers where value > 0 { properties.append((name, "\(value)")) }
    }
    properties.append(("title", ReportText.singleLine(clean(title))))
    return WorkflowCommand(level: level, properties: properties, message: clean(text))
  }

  /// Bounded, without credentials, and with the control characters made visible that a log viewer would act on.
  private func clean(_ text: String) -> String {
    ReportText.visible(ReportText.bounded(text, limit: Self.messageLimit))
  }
}
