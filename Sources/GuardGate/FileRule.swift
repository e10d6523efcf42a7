import GateKit
import GateModel

/// A rule that judges each file by itself, so that all such rules share one walk over the repository.
protocol FileRule: GuardRule {
  var settings: GuardSettings { get }
  /// What it counts, as the name of a measurement: `images`.
  var counted: String { get }
  /// Why it is skipped where it counted nothing.
  var nothingSeen: String { get }

  /// What is wrong whatever the files hold.
  func problems(of policy: GuardPolicy) -> [FileProblem]
  /// What is wrong in a file; nil where it is nothing for this rule.
  func look(at file: RepositoryFile, policy: GuardPolicy) -> FileFindings?
  /// What is wrong with all files together, once each was looked at.
  func conclude(_ findings: inout FileFindings, policy: GuardPolicy)
}

extension FileRule {
  func problems(of policy: GuardPolicy) -> [FileProblem] { [] }
  func conclude(_ findings: inout FileFindings, policy: GuardPolicy) {}

  func inspect(_ repository: any FileTree, in environment: RunEnvironment, context: CaseContext) async throws -> CaseOutcome {
    let results = try FileScan([self]).results(repository)
    return await report(results[descriptor.id] ?? FileFindings(), context, fixes: nil)
  }

  func report(_ findings: FileFindings, _ context: CaseContext, fixes: FixList?) async -> CaseOutcome {
    for problem in findings.problems {
      await context.noting(problem.fix, in: fixes).report(
        descriptor, message: problem.message, subject: problem.subject, location: problem.location, identity: problem.identity)
    }
    await context.measure(counted, Double(findings.seen), unit: "1")
    return findings.seen == 0 ? .skipped(reason: nothingSeen) : .passed
  }
}

extension CaseContext {
  /// The same case, which notes how its next finding is taken away.
  func noting(_ fix: FileFix?, in fixes: FixList?) -> CaseContext {
    guard let fix, let fixes else { return self }
    return filtered { finding in
      await fixes.add(fix, for: finding.fingerprint)
      return true
    }
  }
}

/// What a rule found in one file or in many.
struct FileFindings {
  /// How many things were judged.
  var seen = 0
  var problems: [FileProblem] = []
  /// Exact pins that files already hold, by what they pin (``PinPlace/key``).
  var pins: [String: Set<String>] = [:]
  /// What the sources import.
  var imports: [FileImports] = []
  /// The functions of tests.
  var tests: [TestFunction] = []
  /// How often each subject was met, to tell its findings apart.
  private var occurrences: [String: Int] = [:]

  /// Takes over what another file holds.
  mutating func add(_ other: FileFindings) {
    seen += other.seen
    problems += other.problems
    imports += other.imports
    tests += other.tests
    pins.merge(other.pins) { $0.union($1) }
  }

  /// Gives a fix to each place whose pin stands elsewhere in the repository, and everywhere the same.
  mutating func fixPins() {
    for index in problems.indices where problems[index].fix == nil {
      guard let place = problems[index].unpinned, let known = pins[place.key], known.count == 1, let pin = known.first else { continue }
      problems[index].fix = place.fix(with: pin)
    }
  }

  /// Counts a thing that a finding may be about.
  /// - Returns: what tells it from others of its subject in the file; nothing for the first.
  mutating func identity(of subject: String) -> [String] {
    let count = (occurrences[subject] ?? 0) + 1
    occurrences[subject] = count
    return count > 1 ? [String(count)] : []
  }
}

/// Something wrong in a file.
struct FileProblem {
  var message: String
  var subject: String
  var location: SourceLocation
  var identity: [String] = []
  /// How it is taken away, where the remedy is mechanical.
  var fix: FileFix?
  /// What an exact pin would be written to, where only that is missing.
  var unpinned: PinPlace?
}
