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
  /// How often its cause was seen; the evidence shows one of them.
  public var occurrences: Int

  /// - Parameters:
  ///   - identity: what tells this finding from others of its check at the same subject; no line numbers.
  ///   - isShared: whether the same identity at another subject is the same finding.
  public init(
    check: CheckID, gate: GateID, caseID: CaseID, severity: Severity = .error, message: String, subject: String,
    location: SourceLocation? = nil, evidence: [Evidence] = [], remedy: String, requirements: [RequirementID] = [],
    identity: [String] = [], isShared: Bool = false, occurrences: Int = 1, disposition: Disposition = .active
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
    self.fingerprint = Fingerprint(parts: [check.rawValue, isShared ? "" : subject, location?.path ?? ""] + identity)
    self.disposition = disposition
    self.occurrences = occurrences
  }

  /// A log of an earlier version has no `occurrences`: each finding was seen once.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    check = try container.decode(CheckID.self, forKey: .check)
    gate = try container.decode(GateID.self, forKey: .gate)
    caseID = try container.decode(CaseID.self, forKey: .caseID)
    severity = try container.decode(Severity.self, forKey: .severity)
    message = try container.decode(String.self, forKey: .message)
    subject = try container.decode(String.self, forKey: .subject)
    location = try container.decodeIfPresent(SourceLocation.self, forKey: .location)
    evidence = try container.decode([Evidence].self, forKey: .evidence)
    remedy = try container.decode(String.self, forKey: .remedy)
    requirements = try container.decode([RequirementID].self, forKey: .requirements)
    fingerprint = try container.decode(Fingerprint.self, forKey: .fingerprint)
    disposition = try container.decode(Disposition.self, forKey: .disposition)
    occurrences = try container.decodeIfPresent(Int.self, forKey: .occurrences) ?? 1
  }

  private enum CodingKeys: String, CodingKey {
    case check, gate, caseID, severity, message, subject, location, evidence, remedy, requirements, fingerprint, disposition, occurrences
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
