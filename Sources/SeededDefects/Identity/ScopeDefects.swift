import ReferenceService

/// Faults of what scopes grant.
enum ScopeDefects {
  static let all: [SeededDefect] = [
    SeededDefect(
      "scope.prefix-match", requirements: ["S4-AUTH-004b"], "A scope that starts like the one that is asked for grants it.",
      change: .parts { $0.scopes = PrefixIsEnough(healthy: $0.scopes) }),
    SeededDefect(
      "scope.reading-unprotected", requirements: ["S4-AUTH-004b"], "Whoever has any token may read.",
      change: .parts { $0.scopes = ReadingIsFree(healthy: $0.scopes) }),
  ]
}

private struct PrefixIsEnough: ScopeRule {
  let healthy: any ScopeRule

  func grants(_ scope: String, to principal: Principal) -> Bool {
    healthy.grants(scope, to: principal) || principal.scopes.contains { $0.hasPrefix(scope) }
  }
}

private struct ReadingIsFree: ScopeRule {
  let healthy: any ScopeRule

  func grants(_ scope: String, to principal: Principal) -> Bool {
    scope.hasSuffix(":read") || healthy.grants(scope, to: principal)
  }
}
