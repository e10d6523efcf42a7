import GateKit
import GateModel

/// Judges the suppression file after the gates have run: an entry that has expired, is malformed or matches nothing
/// fails the run, so that the file can only shrink to what is needed.
struct SuppressionStep: Sendable {
  static let gate: GateID = "suppressions"

  static let expired = CheckDescriptor(
    id: "suppressions/expired", title: "Suppression has expired", rationale: "An accepted finding is accepted for a time only.",
    remedy: "Mend what it hides, or renew it with a new reason and day")
  static let unmatched = CheckDescriptor(
    id: "suppressions/unmatched", title: "Suppression matches nothing",
    rationale: "An entry that hides nothing today hides something unknown tomorrow.", remedy: "Delete the entry")
  static let malformed = CheckDescriptor(
    id: "suppressions/malformed", title: "Suppression is malformed",
    rationale: "An entry without fingerprint, check, reason, owner or expiry is no decision.", remedy: "Complete the entry or delete it")

  var entries: [Suppression]
  var problems: [SuppressionProblem]
  var today: String

  static let checks = [expired, unmatched, malformed]

  var cases: [PlannedCase] {
    entries.enumerated().map { index, entry in
      PlannedCase(
        id: CaseID("suppressions/entry \(entry.fingerprint) \(index + 1)"), title: "\(entry.check): \(entry.reason)",
        check: Self.unmatched.id, location: entry.location)
    }
      + problems.enumerated().map { index, problem in
        PlannedCase(
          id: CaseID("suppressions/malformed \(index + 1)"), title: problem.message, check: Self.malformed.id, location: problem.location)
      }
  }

  /// - Parameter judge: knows what ran whole; only there can an entry be said to match nothing.
  func run(_ cases: [PlannedCase], matched: Set<Fingerprint>, judge: SuppressionJudge, recorder: any CaseRecorder) async throws {
    for (entry, planned) in zip(entries, cases) {
      try await recorder.run(planned) { context in
        if entry.isExpired(on: today) {
          await context.report(
            Self.expired, message: "the suppression of \(entry.check) expired on \(entry.expires)", subject: entry.fingerprint.text)
          return .failed
        }
        if matched.contains(entry.fingerprint) { return .passed }
        if let reason = judge.doubt(about: entry) { return .skipped(reason: reason) }
        await context.report(
          Self.unmatched, message: "the suppression of \(entry.check) matches no finding", subject: entry.fingerprint.text)
        return .failed
      }
    }
    for (problem, planned) in zip(problems, cases.dropFirst(entries.count)) {
      try await recorder.run(planned) { context in
        await context.report(Self.malformed, message: problem.message, subject: problem.location.description)
        return .failed
      }
    }
  }
}

/// An entry of the suppression file that cannot be read.
public struct SuppressionProblem: Hashable, Sendable {
  public var message: String
  public var location: SourceLocation

  public init(message: String, location: SourceLocation) {
    self.message = message
    self.location = location
  }
}
