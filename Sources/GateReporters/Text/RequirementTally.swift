import GateModel

/// How the cases that prove a requirement ended.
struct RequirementTally: Equatable {
  var id: RequirementID
  var passed = 0
  var failed = 0
  /// Errored, undecided, skipped or not finished.
  var other = 0

  /// One for each requirement that a planned case or a finding names, sorted by id.
  static func all(_ summary: RunSummary) -> [RequirementTally] {
    var tallies: [RequirementID: RequirementTally] = [:]
    for record in summary.steps.flatMap(\.cases) {
      let found = record.findings.filter(\.failsRun).flatMap(\.requirements)
      for id in Set(record.planned.requirements + found) {
        tallies[id, default: RequirementTally(id: id)].add(record)
      }
    }
    return tallies.values.sorted { $0.id < $1.id }
  }

  private mutating func add(_ record: CaseRecord) {
    if record.findings.contains(where: \.failsRun) {
      failed += 1
      return
    }
    switch record.outcome {
    case .passed: passed += 1
    case .failed: failed += 1
    default: other += 1
    }
  }
}
