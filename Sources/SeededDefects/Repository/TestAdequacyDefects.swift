/// Faults of the repository's tests.
enum TestAdequacyDefects {
  static let all = [
    SeededDefect(
      "tests.vacuous", requirements: ["S1-H7"], "A test of the budget calls it and looks at nothing.",
      change: .files([
        FileEdit("fixtures/repository/evidence/tests/test_budget.py", replace: "    assert not allows(steps)", with: "    allows(steps)")
      ])),
    SeededDefect(
      "tests.coverage-below-floor", requirements: ["S1-H7"], "Tests reach less of the redaction than is wanted.",
      change: .files([FileEdit("fixtures/repository/coverage/lcov.info", replace: "DA:9,4\nDA:10,2", with: "DA:9,0\nDA:10,0")])),
    SeededDefect(
      "idem.tests-assert-nothing", requirements: ["S2-P6.3"], "The test of redaction asserts what is always true.",
      change: .files([
        FileEdit(
          "fixtures/repository/evidence/tests/test_redaction.py", replace: "    assert \"canary\" not in str(stored)",
          with: "    assert True")
      ])),
    SeededDefect(
      "ci.bridge-tests-ignored", requirements: ["S3-INF4"], "The tests against the worker are ignored.",
      change: .files([
        FileEdit("fixtures/repository/bridge/tests/bridge.rs", replace: "#[test]\nfn restarts", with: "#[test]\n#[ignore]\nfn restarts")
      ])),
  ]
}
