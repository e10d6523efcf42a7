import GateKit
import GateModel

/// Every test asserts something, itself or through what it calls.
struct VacuousTestRule: FileRule {
  let settings: GuardSettings
  let counted = "tests"
  let nothingSeen = "there is no test in a language that is read"

  let descriptor = CheckDescriptor(
    id: "guard/vacuous-test", title: "Test that asserts nothing",
    rationale: "A test that cannot fail is counted as proof, and proves nothing but that the code runs.",
    remedy: "Assert what the code promises, and see the test fail once", requirements: ["S1-H7", "S2-P6.3"])

  let defects: [DefectID] = ["tests.vacuous", "idem.tests-assert-nothing"]

  func look(at file: RepositoryFile, policy: GuardPolicy) -> FileFindings? {
    guard let language = CodeLanguage(file.path), isJudged(file, language), let code = file.code else { return nil }
    var findings = FileFindings()
    findings.tests = TestReader(code).functions
    findings.seen = findings.tests.count { $0.isTest }
    return findings
  }

  /// In Rust tests stand beside the code as well.
  private func isJudged(_ file: RepositoryFile, _ language: CodeLanguage) -> Bool {
    language.isTest(file.path) || (language == .rust && file.source?.contains("::test]") == true)
      || (language == .rust && file.source?.contains("#[test]") == true)
  }

  func conclude(_ findings: inout FileFindings, policy: GuardPolicy) {
    // Who asserts through others, step by step.
    var asserting = Set(findings.tests.filter { $0.asserts && !$0.isTest }.map(\.name))
    while true {
      let more = findings.tests.filter { !$0.isTest && !asserting.contains($0.name) && !asserting.isDisjoint(with: $0.calls) }
      if more.isEmpty { break }
      asserting.formUnion(more.map(\.name))
    }
    for test in findings.tests where test.isTest && !test.asserts && asserting.isDisjoint(with: test.calls) {
      let subject = "\(test.location.path): \(test.name)"
      findings.problems.append(
        FileProblem(
          message: "the test '\(test.name)' asserts nothing", subject: subject, location: test.location,
          identity: findings.identity(of: subject)))
    }
    findings.tests = []
  }
}
