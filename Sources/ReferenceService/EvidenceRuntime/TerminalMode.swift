/// How an answer ends: with evidence, or with the reason why there is none.
public enum TerminalMode: String, Sendable, Codable, CaseIterable {
  /// The ledger holds evidence.
  case supported = "SUPPORTED"
  /// The sources were asked and gave too little, or the budget ended first.
  case insufficientEvidence = "INSUFFICIENT_EVIDENCE"
  /// The caller may not see what would be needed.
  case insufficientPermission = "INSUFFICIENT_PERMISSION"
  /// A source could not be asked.
  case sourceUnavailable = "SOURCE_UNAVAILABLE"
}
