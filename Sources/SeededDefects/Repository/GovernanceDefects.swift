/// Faults of what the repository says is done, open and decided.
enum GovernanceDefects {
  private static let root = "fixtures/repository"
  private static let watchlist = "\(root)/docs/watchlist.md"
  private static let record = "\(root)/records/W-4.json"

  static let all = [
    SeededDefect(
      "watch.done-without-evidence", requirements: ["S2-S1"], "An entry of the watch list is done and names no evidence.",
      change: .files([FileEdit(watchlist, replace: "- Evidence: ../records/W-4.json\n", with: "")])),
    SeededDefect(
      "watch.entry-without-owner", requirements: ["S2-S1"], "An entry of the watch list has lost its owner.",
      change: .files([FileEdit(watchlist, replace: "- Owner: data\n", with: "")])),
    SeededDefect(
      "queue.syntax-only", requirements: ["S2-P14"], "A done task names a note instead of executed checks.",
      change: .files([FileEdit(watchlist, replace: "../records/W-4.json", with: "../records/W-3.log")])),
    SeededDefect(
      "queue.ignores-exit-code", requirements: ["S2-P14.1"], "The acceptance check of a done task ended with 1.",
      change: .files([FileEdit(record, replace: "\"exit_code\": 0", with: "\"exit_code\": 1")])),
    SeededDefect(
      "queue.stale-evidence", requirements: ["S2-P14.2"], "The evidence of a done task is of another commit.",
      change: .files([FileEdit(record, replace: "\"commit\": \"1f0e", with: "\"commit\": \"2f0e")])),
    SeededDefect(
      "phase.beta-ignores-token-tests", requirements: ["S2-G1"], "The beta is open while the token races are not done.",
      change: .files([
        FileEdit(
          watchlist, replace: "## W-4 Races for terminal tokens\n- Status: done",
          with: "## W-4 Races for terminal tokens\n- Status: planned")
      ])),
    SeededDefect(
      "phase.postbeta-unowned", requirements: ["S2-G3"], "The phase after the beta is open while an entry that it needs is overdue.",
      change: .files([FileEdit(watchlist, replace: "- Date: 2030-06-30", with: "- Date: 2025-06-30")])),
    SeededDefect(
      "trigger.fired-ignored", requirements: ["S2-T0"], "A trigger has fired, and the decision on it has expired.",
      change: .files([FileEdit("\(root)/config/tradeoffs.yaml", replace: "expires: 2035-01-15", with: "expires: 2026-01-31")])),
    SeededDefect(
      "trigger.sustained-load-ignored", requirements: ["S2-T1"],
      "A domain has been at 80 % for a quarter of an hour, and nothing was decided.",
      change: .files([FileEdit("\(root)/config/load.csv", replace: "730 44\n1200 40\n", with: "730 84\n1600 83\n")])),
    SeededDefect(
      "trigger.mesh-count-frozen", requirements: ["S2-T2"], "There are more services than the register of tradeoffs says.",
      change: .overlay(["\(root)/deploy/compose.more.yml": "services:\n  reporter:\n    build: .\n"])),
    SeededDefect(
      "threat.requirement-unmapped", requirements: ["S4-AUTH-001"], "A requirement of the threat model names a test that does not exist.",
      change: .files([FileEdit("\(root)/docs/threats.md", replace: "`test_refuses_what_is_beyond`", with: "`test_budget`")])),
    SeededDefect(
      "docs.broken-link", requirements: ["S4-AUTH-001"], "A runbook links to a heading that is gone.",
      change: .files([FileEdit("\(root)/docs/runbooks/replays.md", replace: "#w-4-races", with: "#w-9-races")])),
    SeededDefect(
      "runbook.names-missing-metric", requirements: ["S2-W2.3"], "A runbook names a metric that the service does not export.",
      change: .files([
        FileEdit(
          "\(root)/docs/runbooks/replays.md", replace: "terminal_tokens_replay_rejected_total", with: "terminal_token_replays_total")
      ])),
  ]
}
