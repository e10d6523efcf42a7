import GateModel

/// A step did not hold: the service is not as the file says.
public struct StepFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The step's name, or what it does.
  public var step: String
  public var location: SourceLocation
  /// What was looked at: `status`, `$.code`, `header ETag`.
  public var subject: String
  public var expected: String
  public var found: String
  /// Request, response, `curl` line; credentials are taken out.
  public var evidence: [Evidence]

  /// One sentence for a finding.
  public var description: String { "\(step): \(subject) must be \(expected), and is \(found)" }
}

/// A condition of a step that did not hold, before the step's name and place are known.
public struct Unmet: Error, Hashable, Sendable {
  public var subject: String
  public var expected: String
  public var found: String
  public var evidence: [Evidence]
  /// A closer place than the step's.
  public var location: SourceLocation?

  public init(_ subject: String, expected: String, found: String, evidence: [Evidence] = [], at location: SourceLocation? = nil) {
    self.subject = subject
    self.expected = expected
    self.found = found
    self.evidence = evidence
    self.location = location
  }
}
