import GateKit
import GateModel

/// No test is switched off, and none switches the others off.
///
/// A test that a condition skips, as on another system, is none of them.
struct SkippedTestRule: FileRule {
  let settings: GuardSettings
  let counted = "tests"
  let nothingSeen = "there is no test in a language that is read"

  let descriptor = CheckDescriptor(
    id: "guard/skipped-test", title: "Test that is switched off",
    rationale: "A skipped test is green whatever the code does, and nobody sees when it stops being true.",
    remedy: "Repair the test, or delete it; accept it for a time with a suppression that names an owner", requirements: ["S3-INF4"])

  let defects: [DefectID] = ["ci.bridge-tests-ignored"]

  func look(at file: RepositoryFile, policy: GuardPolicy) -> FileFindings? {
    guard let language = CodeLanguage(file.path), let source = file.source else { return nil }
    guard language.isTest(file.path) || (language == .rust && source.contains("#[ignore")), let code = file.code else { return nil }
    var findings = FileFindings()
    findings.seen = 1
    for skip in SkipReader(code).skips {
      findings.problems.append(
        FileProblem(
          message: skip.message, subject: "\(file.path): \(skip.written)", location: code.location(skip.range),
          identity: findings.identity(of: skip.written)))
    }
    return findings
  }
}
