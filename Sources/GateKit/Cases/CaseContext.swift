import GateModel

/// What one case has while it runs: its seed, and where its findings go.
public struct CaseContext: Sendable {
  public let planned: PlannedCase
  public let gate: GateID
  /// Derived from the root seed and the id of the case: the same whatever else runs.
  public let seed: UInt64
  private let sink: any CaseSink

  public init(planned: PlannedCase, gate: GateID, seed: UInt64, sink: any CaseSink) {
    self.planned = planned
    self.gate = gate
    self.seed = seed
    self.sink = sink
  }

  /// Reports something wrong. The requirements of the case are added to those of the check.
  /// - Parameters:
  ///   - identity: what tells this finding from others of its check at the same subject; no line numbers.
  ///   - isShared: whether the same identity at another subject is the same finding.
  public func report(
    _ check: CheckDescriptor, message: String, subject: String, location: SourceLocation? = nil, evidence: [Evidence] = [],
    identity: [String] = [], severity: Severity? = nil, isShared: Bool = false, occurrences: Int = 1, disposition: Disposition = .active
  ) async {
    var requirements = planned.requirements
    for requirement in check.requirements where !requirements.contains(requirement) { requirements.append(requirement) }
    await sink.take(
      Finding(
        check: check.id, gate: gate, caseID: planned.id, severity: severity ?? check.severity, message: message, subject: subject,
        location: location ?? planned.location, evidence: evidence, remedy: check.remedy, requirements: requirements, identity: identity,
        isShared: isShared,
        occurrences: occurrences, disposition: disposition))
  }

  /// Records a number, such as a count of requests or a quantile.
  public func measure(_ name: String, _ value: Double, unit: String) async {
    await sink.take(Measurement(gate: gate, caseID: planned.id, name: name, value: value, unit: unit))
  }
}

extension CaseContext {
  /// The same case, of whose findings only those are taken that `keep` wants.
  public func filtered(_ keep: @escaping @Sendable (Finding) async -> Bool) -> CaseContext {
    CaseContext(planned: planned, gate: gate, seed: seed, sink: FilteringSink(next: sink, keep: keep))
  }
}

private struct FilteringSink: CaseSink {
  let next: any CaseSink
  let keep: @Sendable (Finding) async -> Bool

  func take(_ finding: Finding) async {
    if await keep(finding) { await next.take(finding) }
  }

  func take(_ measurement: Measurement) async { await next.take(measurement) }
}

/// Where a case's findings and numbers go.
public protocol CaseSink: Sendable {
  func take(_ finding: Finding) async
  func take(_ measurement: Measurement) async
}
