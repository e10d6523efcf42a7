/// Decides the verdict of a run from what its steps did.
///
/// An interrupted run says nothing. An operational error makes every finding doubtful, so it weighs more than a finding;
/// a finding weighs more than a case that could not decide; a run in which nothing was exercised proves nothing and is
/// inconclusive.
public struct VerdictRule: Sendable {
  public init() {}

  public func verdict(of summary: RunSummary) -> VerdictDecision {
    let cases = summary.steps.flatMap(\.cases)
    if let interruption = summary.interruption { return VerdictDecision(.inconclusive, notes: [interruption]) }
    let errors = summary.operationalErrors.count + cases.count { $0.outcome?.name == "errored" }
    if errors > 0 { return VerdictDecision(.errored, notes: ["\(errors) error(s): the run could not be done as planned"]) }
    let failing = summary.findings.count { $0.finding.failsRun }
    if failing > 0 { return VerdictDecision(.failed, notes: ["\(failing) finding(s)"]) }
    let failed = cases.count { $0.outcome == .failed }
    if failed > 0 { return VerdictDecision(.failed, notes: ["\(failed) case(s) failed"]) }
    let missing = cases.count { $0.outcome == nil }
    if missing > 0 { return VerdictDecision(.inconclusive, notes: ["\(missing) planned case(s) did not run"]) }
    return undecided(summary)
  }

  private func undecided(_ summary: RunSummary) -> VerdictDecision {
    var binding: [String] = []
    var advisory: [String] = []
    var passed = 0
    for step in summary.steps {
      for record in step.cases {
        switch record.outcome {
        case .inconclusive(let reason):
          let text = "\(record.planned.id): \(reason)"
          if step.inconclusiveIsAdvisory { advisory.append(text) } else { binding.append(text) }
        case .passed: passed += 1
        default: break
        }
      }
      if step.exercised == 0, step.skipReason == nil { binding.append("\(step.gate): exercised nothing") }
    }
    if !binding.isEmpty { return VerdictDecision(.inconclusive, notes: binding) }
    if passed == 0 { return VerdictDecision(.inconclusive, notes: ["no case passed: nothing was proved"] + advisory) }
    return VerdictDecision(.passed, notes: advisory.map { "not decided, and not counted: \($0)" })
  }
}

/// A verdict and the sentences that explain it.
public struct VerdictDecision: Hashable, Sendable {
  public var verdict: Verdict
  public var notes: [String]

  public init(_ verdict: Verdict, notes: [String] = []) {
    self.verdict = verdict
    self.notes = notes
  }
}
