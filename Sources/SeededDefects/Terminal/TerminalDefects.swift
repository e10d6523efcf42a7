import ReferenceService

/// What can be wrong with terminal tokens.
enum TerminalDefects {
  static let all: [SeededDefect] = [
    SeededDefect(
      "token.get-then-delete", requirements: ["S2-W4"], "A token is read and then deleted, in two steps.",
      change: .parts { $0.terminal.taking = GetThenDelete() }),
    SeededDefect(
      "token.consume-after-upgrade", requirements: ["S2-W4.1"], "The socket opens first, and its token is looked at later.",
      change: .parts { $0.terminal.door = ConsumeAfterUpgrade() }),
    SeededDefect(
      "token.replay-alert-inverted", requirements: ["S2-W4.2"], "The alert divides all attempts by the refused ones.",
      change: .files([
        FileEdit(
          "contracts/alerts/terminal.yaml",
          replace: """
                numerator:
                  - terminal_tokens_replay_rejected_total
                denominator:
                  - terminal_tokens_consumed_ok_total
                  - terminal_tokens_replay_rejected_total

            """,
          with: """
                numerator:
                  - terminal_tokens_consumed_ok_total
                  - terminal_tokens_replay_rejected_total
                denominator:
                  - terminal_tokens_replay_rejected_total

            """)
      ])),
    SeededDefect(
      "token.distinct-replay-error", requirements: ["S2-W4.3"], "A replayed token is told that it was used already.",
      change: .parts { parts in
        let used = UsedTokens()
        parts.terminal.taking = RememberingTaking(healthy: parts.terminal.taking, used: used)
        parts.terminal.refusing = DistinctReplayRefusal(healthy: parts.terminal.refusing, used: used)
      }),
    SeededDefect(
      "token.counter-lost-update", requirements: ["S2-W4.4"], "A counter is read, incremented and written back without a lock.",
      change: .parts { $0.terminal.counting = LostUpdateCounting() }),
  ]
}
