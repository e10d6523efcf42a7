import GateModel
import GateReporters
import JSONDocument
import OpenAPI

/// What `gatehouse contract diff` found, in the forms in which it is printed.
struct ContractDiff {
  let base: OpenAPIDocument
  let revision: OpenAPIDocument
  let changes: [Change]

  static let check: CheckID = "contract/breaking-change"
  private static let gate: GateID = "contract"
  private static let caseID: CaseID = "contract/breaking-change"
  /// Longest witness on a line of text.
  private static let longest = 400

  var isBreaking: Bool { changes.contains { $0.severity == .error } }

  private func count(_ severity: Change.Severity) -> Int { changes.count { $0.severity == severity } }

  private func location(_ pointer: JSONPointer?, _ document: OpenAPIDocument) -> SourceLocation? {
    guard let pointer else { return nil }
    let place = document.location(of: pointer)
    return SourceLocation(path: place.path, line: place.line > 0 ? place.line : nil)
  }

  // MARK: Text

  func lines(verbose: Bool) -> [String] {
    var lines: [String] = []
    for change in changes where verbose || change.severity > .note { lines += text(change) + [""] }
    let notes = count(.note)
    let hidden = verbose || notes == 0 ? "" : " (printed with --verbose)"
    if changes.isEmpty { return ["no change that matters to a client"] }
    lines.append("\(count(.error)) breaking, \(count(.warning)) risky, \(notes) compatible or undecided\(hidden)")
    return lines
  }

  private func text(_ change: Change) -> [String] {
    let severity =
      switch change.severity {
      case .error: "BREAKING"
      case .warning: "RISKY"
      case .note: "NOTE"
      }
    let others = change.alsoIn.isEmpty ? "" : " and \(change.alsoIn.count) more: \(change.alsoIn.prefix(5).joined(separator: ", "))"
    var lines = [Self.visible("\(severity) \(change.kind.rawValue): \(change.subject)\(others)"), "  " + Self.visible(change.message)]
    func add(_ label: String, _ text: String?) {
      if let text { lines.append("  \(label.padding(9)) \(Self.visible(text))") }
    }
    add("base", location(change.basePointer, base)?.description)
    add("revision", location(change.revisionPointer, revision)?.description)
    add("witness", change.witness.map { Self.short($0.serialized()) })
    add("request", change.request.map(Self.short))
    add("remedy", change.severity > .note || change.kind == .undecided ? change.kind.remedy : nil)
    return lines
  }

  private static func short(_ text: String) -> String { text.count > longest ? "\(text.prefix(longest))…" : text }

  /// Documents are other people's text: what a terminal would act on is shown as its code.
  private static func visible(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  // MARK: JSON

  func json() -> String {
    let list = changes.map { change -> JSONValue in
      var object: JSONObject = [
        "kind": .string(change.kind.rawValue), "severity": .string(change.severity.rawValue), "subject": .string(change.subject),
        "alsoIn": .array(change.alsoIn.map { .string($0) }), "message": .string(change.message), "remedy": .string(change.kind.remedy),
      ]
      add("base", change.basePointer, base, to: &object)
      add("revision", change.revisionPointer, revision, to: &object)
      if let witness = change.witness { object.append("witness", witness) }
      if let request = change.request { object.append("request", .string(request)) }
      return .object(object)
    }
    let whole: JSONObject = [
      "base": .string(base.path), "revision": .string(revision.path), "breaking": .bool(isBreaking), "changes": .array(list),
    ]
    return JSONValue.object(whole).serialized()
  }

  private func add(_ name: String, _ pointer: JSONPointer?, _ document: OpenAPIDocument, to object: inout JSONObject) {
    guard let pointer, let place = location(pointer, document) else { return }
    var member: JSONObject = ["path": .string(place.path), "pointer": .string(pointer.description)]
    if let line = place.line { member.append("line", .number(JSONNumber(line))) }
    object.append(name, .object(member))
  }

  // MARK: Findings

  /// A run of one check, for the reporters of runs.
  func run(verbose: Bool) -> ReportedRun {
    let planned = PlannedCase(id: Self.caseID, title: "The revision breaks no client of the base", check: Self.check)
    let findings = changes.filter { verbose || $0.severity > .note }.map(finding)
    let events: [RunEvent] =
      [
        .runStarted(
          RunStarted(version: Version.current, seed: 0, planDigest: "", startedAt: Day.now, target: "\(base.path) → \(revision.path)")),
        .stepStarted(StepStarted(gate: Self.gate, summary: "contract diff", cases: [planned])),
        .caseStarted(CaseStarted(gate: Self.gate, caseID: Self.caseID)),
      ] + findings.map { .finding($0) } + [
        .caseFinished(
          CaseFinished(gate: Self.gate, caseID: Self.caseID, outcome: isBreaking ? .failed : .passed, durationMicroseconds: 0)),
        .stepFinished(StepFinished(gate: Self.gate)), .runFinished(RunFinished(verdict: isBreaking ? .failed : .passed)),
      ]
    return ReportedRun(RunLog(events: events.enumerated().map { RecordedEvent(sequence: $0, elapsedMicroseconds: 0, event: $1) }))
  }

  private func finding(_ change: Change) -> Finding {
    var evidence: [Evidence] = []
    if let witness = change.witness { evidence.append(Evidence(title: "Witness", text: witness.serialized())) }
    if let request = change.request { evidence.append(Evidence(title: "Request", text: request)) }
    if let place = location(change.basePointer, base) { evidence.append(Evidence(title: "Base", text: place.description)) }
    if !change.alsoIn.isEmpty { evidence.append(Evidence(title: "Also in", text: change.alsoIn.joined(separator: "\n"))) }
    let severity: GateModel.Severity =
      switch change.severity {
      case .error: .error
      case .warning: .warning
      case .note: .note
      }
    return Finding(
      check: Self.check, gate: Self.gate, caseID: Self.caseID, severity: severity, message: change.message, subject: change.subject,
      location: location(change.revisionPointer, revision) ?? SourceLocation(path: revision.path), evidence: evidence,
      remedy: change.kind.remedy, identity: [change.kind.rawValue, change.basePointer?.description ?? "", change.message])
  }
}

extension String {
  fileprivate func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
