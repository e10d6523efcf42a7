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

  static let expiring = CheckDescriptor(
    id: "suppressions/expiring", title: "Suppression expires soon", severity: .warning,
    rationale: "From its last day on the finding fails every run, also that of a change which has nothing to do with it.",
    remedy: "Mend what it hides, or renew it with a new reason and day")
  static let new = CheckDescriptor(
    id: "suppressions/new", title: "Suppression does not hold for the change that brings it", severity: .warning,
    rationale: "Whoever makes a finding could accept it at once, and nobody would have decided anything.",
    remedy: "Let the entry be accepted by a change of its own")
  static let grown = CheckDescriptor(
    id: "suppressions/grown", title: "More suppressions than before",
    rationale: "A list of accepted findings that may grow is a list that nobody shortens.",
    remedy: "Mend as many findings as are newly accepted")

  var entries: [Suppression]
  var problems: [SuppressionProblem]
  /// The entries of an earlier commit, where the run is held against one.
  var earlier: [Suppression]?
  var today: String

  static let checks = [expired, unmatched, malformed, expiring, new, grown]
  /// Days ahead of its last one that an entry is warned of.
  private static let notice = 14

  var cases: [PlannedCase] {
    let held = entries.enumerated().map { index, entry in
      PlannedCase(
        id: CaseID("suppressions/entry \(entry.fingerprint) \(index + 1)"), title: "\(entry.check): \(entry.reason)",
        check: Self.unmatched.id, location: entry.location)
    }
    let broken = problems.enumerated().map { index, problem in
      PlannedCase(
        id: CaseID("suppressions/malformed \(index + 1)"), title: problem.message, check: Self.malformed.id, location: problem.location)
    }
    return held + broken + (count.map { [$0] } ?? [])
  }

  /// The case that the number of entries does not grow; none where there is nothing to compare.
  private var count: PlannedCase? {
    guard let earlier, !(earlier.isEmpty && entries.isEmpty) else { return nil }
    return PlannedCase(
      id: "suppressions/number", title: "no more suppressions than before", check: Self.grown.id,
      location: entries.last.map { SourceLocation(path: $0.location.path) })
  }

  /// - Parameter judge: knows what ran whole; only there can an entry be said to match nothing.
  func run(_ cases: [PlannedCase], matched: Set<Fingerprint>, judge: SuppressionJudge, recorder: any CaseRecorder) async throws {
    for (entry, planned) in zip(entries, cases) {
      try await recorder.run(planned) { context in await outcome(of: entry, isNeeded: matched.contains(entry.fingerprint), judge, context) }
    }
    for (problem, planned) in zip(problems, cases.dropFirst(entries.count)) {
      try await recorder.run(planned) { context in
        await context.report(Self.malformed, message: problem.message, subject: problem.location.description)
        return .failed
      }
    }
    guard let count, let earlier else { return }
    try await recorder.run(count) { context in
      guard entries.count > earlier.count else { return .passed }
      await context.report(
        Self.grown, message: "\(entries.count) findings are suppressed, and \(earlier.count) were before", subject: "number")
      return .failed
    }
  }

  private func outcome(
    of entry: Suppression, isNeeded: Bool, _ judge: SuppressionJudge, _ context: CaseContext
  ) async -> CaseOutcome {
    let subject = entry.fingerprint.text
    if entry.isExpired(on: today) {
      await context.report(
        Self.expired, message: "the suppression of \(entry.check) expired on \(entry.expires)", subject: subject)
      return .failed
    }
    if let earlier, !earlier.contains(where: { $0.fingerprint == entry.fingerprint && $0.check == entry.check }) {
      await context.report(
        Self.new, message: "the suppression of \(entry.check) is new in this change and does not hold for it", subject: subject)
    }
    if let left = daysLeft(entry), left <= Self.notice {
      await context.report(
        Self.expiring, message: "the suppression of \(entry.check) expires on \(entry.expires)", subject: subject)
    }
    if isNeeded { return .passed }
    if let reason = judge.doubt(about: entry) { return .skipped(reason: reason) }
    await context.report(Self.unmatched, message: "the suppression of \(entry.check) matches no finding", subject: subject)
    return .failed
  }

  private func daysLeft(_ entry: Suppression) -> Int? {
    guard let now = CalendarDay(today), let last = CalendarDay(entry.expires) else { return nil }
    return now.days(to: last)
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
