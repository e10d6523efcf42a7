import GateKit
import GateModel
import LocatedYAML

/// A workflow's token can do only what its jobs need.
struct BroadPermissionsRule: FileRule {
  let settings: GuardSettings
  let counted = "workflows"
  let nothingSeen = "there is no workflow"

  let descriptor = CheckDescriptor(
    id: "guard/broad-permissions", title: "Workflow with missing or broad permissions",
    rationale: "Whatever runs in a job can use its token; without a limit it can often write to the repository.",
    remedy: "Set 'permissions: contents: read' for the workflow, and what a job writes at that job", requirements: ["S1-H8"])

  let defects: [DefectID] = ["ci.token-writes-all"]

  func look(at file: RepositoryFile, policy: GuardPolicy) -> FileFindings? {
    guard file.kind.isWorkflow, let source = file.source else { return nil }
    var findings = FileFindings()
    for document in file.documents {
      guard let root = document.root, let jobs = root["jobs"] else { continue }
      findings.seen += 1
      for problem in Self.problems(root, jobs) {
        let location = source.location(
          of: problem.written, line: problem.place.line + document.offset, column: problem.place.column)
        findings.problems.append(
          FileProblem(
            message: problem.message, subject: problem.subject, location: location,
            fix: Self.fix(problem, location, source, jobsLine: Self.line(of: "jobs", in: root, document.offset))))
      }
    }
    return findings
  }

  /// Read access instead of everything, and for what has no limit, a limit in front of the jobs; only where nothing in the
  /// workflow can need more. What a job writes, its author has to say.
  private static func fix(_ problem: Problem, _ location: SourceLocation, _ source: SourceText, jobsLine: Int?) -> FileFix? {
    guard TokenUse.readsOnly(source) else { return nil }
    if problem.written == "write-all" {
      guard let range = source.range(of: location) else { return nil }
      // A quoted word is replaced with its quotes.
      let isQuoted = range.lowerBound > 0 && [0x22, 0x27].contains(source.bytes[range.lowerBound - 1])
      return source.fix(isQuoted ? range.lowerBound - 1..<range.upperBound + 1 : range, with: "{contents: read}")
    }
    guard problem.isUnlimited, let jobsLine, source.line(jobsLine).starts(with: Array("jobs:".utf8)) else { return nil }
    return source.fix(before: jobsLine, adding: ["permissions:", "  contents: read"])
  }

  private static func line(of key: String, in root: YAMLValue, _ offset: Int) -> Int? {
    root.entries.first { $0.key == key }.map { $0.keyPlace.line + offset }
  }

  private struct Problem {
    var message: String
    var subject: String
    var written: String
    var place: YAMLPlace
    /// Whether nothing limits the token.
    var isUnlimited = false
  }

  private static func problems(_ root: YAMLValue, _ jobs: YAMLValue) -> [Problem] {
    var found: [Problem] = []
    let workflow = root.entries.first { $0.key == "permissions" }
    if let workflow {
      if workflow.value.scalar == "write-all" {
        found.append(problem("the workflow's token may write everything", "workflow", "write-all", workflow.value.place))
      }
      for scope in workflow.value.entries where scope.value.scalar == "write" {
        found.append(
          problem("every job of the workflow may write '\(scope.key)'", "workflow \(scope.key)", scope.key, scope.keyPlace))
      }
    }
    for job in jobs.entries {
      guard let own = job.value["permissions"] else {
        if workflow == nil {
          var unlimited = problem("the job '\(job.key)' has whatever permissions the repository gives", job.key, job.key, job.keyPlace)
          unlimited.isUnlimited = true
          found.append(unlimited)
        }
        continue
      }
      if own.scalar == "write-all" {
        found.append(problem("the token of the job '\(job.key)' may write everything", job.key, "write-all", own.place))
      }
    }
    return found
  }

  private static func problem(_ message: String, _ subject: String, _ written: String, _ place: YAMLPlace) -> Problem {
    Problem(message: message, subject: subject, written: written, place: place)
  }
}
