import GateModel

extension RunSummary {
  /// The findings for people: those that count first, then the accepted and the unstable ones, otherwise in the log's order.
  var findingsForPeople: [FindingGroup] {
    findings.filter { $0.finding.disposition == .active } + findings.filter { $0.finding.disposition != .active }
  }
}
