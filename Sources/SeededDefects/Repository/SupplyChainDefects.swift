/// Faults of the repository's pipeline.
enum SupplyChainDefects {
  private static let workflow = "fixtures/repository/.github/workflows/gate.yml"

  static let all = [
    SeededDefect(
      "ci.floating-tool-install", requirements: ["S1-H8"], "A workflow installs the audit tool without a version.",
      change: .files([FileEdit(workflow, replace: "cargo-audit@0.21.1", with: "cargo-audit")])),
    SeededDefect(
      "ci.action-at-tag", requirements: ["S1-H8"], "A workflow uses an action by its tag.",
      change: .files([FileEdit(workflow, replace: "@11bd71901bbe5b1630ceea73d27597364c9af683", with: "@v4")])),
    SeededDefect(
      "ci.token-writes-all", requirements: ["S1-H8"], "The workflow's token may write everything.",
      change: .files([FileEdit(workflow, replace: "permissions:\n  contents: read", with: "permissions: write-all")])),
    SeededDefect(
      "ci.scan-nonblocking", requirements: ["S3-INF3"], "The audit job continues on error.",
      change: .files([FileEdit(workflow, replace: "timeout-minutes: 10", with: "continue-on-error: true")])),
  ]
}
