import GateModel

/// How a finding is worded, the same in every format.
struct FindingText {
  let finding: Finding

  init(_ finding: Finding) { self.finding = finding }

  /// What is wrong, on one line.
  var message: String { ReportText.singleLine(finding.message) }

  /// `S2-W4, S1-M1`, or nil where it belongs to no requirement.
  var requirements: String? { Self.list(finding.requirements) }

  /// Where it is: the file's place, or what it is about.
  var place: String { finding.location?.description ?? finding.subject }

  /// Message, requirements and place on one line.
  var headline: String {
    message + (requirements.map { " [\($0)]" } ?? "") + (place.isEmpty ? "" : " at \(ReportText.singleLine(place))")
  }

  /// `suppressed: why` or `unstable: …`; nil for a finding that counts.
  var disposition: String? {
    switch finding.disposition {
    case .active: nil
    case .suppressed(let reason): "suppressed: \(ReportText.singleLine(reason))"
    case .unstable: "unstable: it did not recur when it was replayed"
    }
  }

  /// Everything, on lines of its own.
  var details: String {
    var lines = ["\(finding.severity.rawValue) \(finding.check): \(message)"]
    if let disposition { lines.append(disposition) }
    if let requirements { lines.append("requirements: \(requirements)") }
    if !finding.subject.isEmpty { lines.append("subject: \(ReportText.singleLine(finding.subject))") }
    if let location = finding.location { lines.append("place: \(location)") }
    if !finding.remedy.isEmpty { lines.append("remedy: \(finding.remedy)") }
    lines.append("fingerprint: \(finding.fingerprint)")
    for evidence in finding.evidence {
      lines.append("\(ReportText.singleLine(evidence.title)):\n\(evidence.text)")
    }
    return lines.joined(separator: "\n")
  }

  /// Pieces of evidence that a report has of a finding.
  static let evidenceLimit = 20

  /// The ids separated by commas, or nil where there are none.
  static func list(_ ids: [RequirementID]) -> String? {
    ids.isEmpty ? nil : ids.map(\.rawValue).joined(separator: ", ")
  }
}
