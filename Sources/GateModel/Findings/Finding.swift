/// What a check reports: something is wrong, where, how it shows and what to do.
public struct Finding: Hashable, Sendable, Codable {
  public var check: CheckID
  public var gate: GateID
  /// The case that found it.
  public var caseID: CaseID
  public var severity: Severity
  /// One sentence that says what is wrong, on one line.
  public var message: String
  /// What it is about when that is not a file: `POST /v1/sessions`.
  public var subject: String
  public var location: SourceLocation?
  public var evidence: [Evidence]
  /// What to do next.
  public var remedy: String
  public var requirements: [RequirementID]
  public var fingerprint: Fingerprint
  public var disposition: Disposition

  /// - Parameter identity: what tells this finding from others of its check at the same subject; no line numbers.
  public init(
    check: CheckID, gate: GateID, caseID: CaseID, severity: Severity = .error, message: String, subject: String,
    location: SourceLocation? = nil, evidence: [Evidence] = [], remedy: String, requirements: [RequirementID] = [],
    identity: [String] = []
  ) {
    self.check = check
    self.gate = gate
    self.caseID = caseID
    self.severity = severity
    self.message = message
    self.subject = subject
    self.location = location
    self.evidence = evidence
    self.remedy = remedy
    self.requirements = requirements
    self.fingerprint = Fingerprint(parts: [check.rawValue, subject, location?.path ?? ""] + identity)
    self.disposition = .active
  }

  /// True when it counts against the verdict.
  public var failsRun: Bool { disposition == .active && severity == .error }
}

/// What became of a finding on its way through the processors.
public enum Disposition: Hashable, Sendable, Codable {
  /// It counts.
  case active
  /// Accepted by an entry of the suppression file, with its reason.
  case suppressed(reason: String)
  /// It did not recur when it was replayed.
  case unstable
}
