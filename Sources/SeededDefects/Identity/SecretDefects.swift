import HTTPTypes
import PostgresAccess
import ReferenceService

/// What can be wrong with changes of secrets.
enum SecretDefects {
  static let all: [SeededDefect] = [
    SeededDefect(
      "pwchange.sessions-survive", requirements: ["S3-SEC1"], "A change of the secret leaves the other logins as they are.",
      change: .parts { $0.identity.secrets = SurvivingSessions(healthy: $0.identity.secrets, store: $0.store) }),
    SeededDefect(
      "pwreset.token-reusable", requirements: ["S3-SEC2"], "A reset does not spend its token.",
      change: .parts { $0.identity.secrets = UnspentToken(healthy: $0.identity.secrets) }),
    SeededDefect(
      "pwreset.enumerates", requirements: ["S3-SEC2"], "Asking for a reset tells whether there is such an account.",
      change: .parts { $0.identity.resetAnswers = TellingAnswer(healthy: $0.identity.resetAnswers) }),
  ]
}

private struct SurvivingSessions: SecretChanging {
  let healthy: any SecretChanging
  let store: PostgresPool

  func change(_ change: SecretChange, audit: AuditStamp) async throws -> Bool {
    let isDone = try await healthy.change(change, audit: audit)
    _ = try await store.execute(
      """
      UPDATE refresh_families SET revoked_at_ms = NULL, revoked_for = NULL
      WHERE account_id = \(change.accountID) AND revoked_for = 'password'
      """)
    return isDone
  }
}

private struct UnspentToken: SecretChanging {
  let healthy: any SecretChanging

  func change(_ change: SecretChange, audit: AuditStamp) async throws -> Bool {
    let unspent = SecretChange(
      accountID: change.accountID, oldHash: change.oldHash, newHash: change.newHash, action: change.action, resetDigest: nil,
      lockoutKey: change.lockoutKey)
    return try await healthy.change(unspent, audit: audit)
  }
}

private struct TellingAnswer: ResetRequestAnswering {
  let healthy: any ResetRequestAnswering

  func answer(isKnown: Bool) throws -> ServiceResponse {
    guard isKnown else { throw ServiceError.notFound("There is no such account.") }
    return try healthy.answer(isKnown: isKnown)
  }
}
