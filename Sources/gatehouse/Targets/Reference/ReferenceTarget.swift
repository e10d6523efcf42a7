import GateKit
import PostgresAccess
import ReferenceService

/// One running instance of the reference service.
struct ReferenceTarget: RunningTarget {
  let endpoint: TargetEndpoint
  let running: RunningService
  let log: MemoryLogSink
  let serviceClock: ReferenceClock
  let session: ReferenceLogin.Session
  let direct: PostgresConfiguration
  let database: ReferenceDatabase
  /// Where its keys are, if in a file.
  let keyFolder: KeyFolder?

  var documentPath: String? { "contracts/openapi.yaml" }
  var identities: [String: TargetIdentity] { session.identities }
  var defaultIdentity: String? { ReferenceAccounts.defaultIdentity }
  var databaseURL: String? { direct.url }
  var clock: (any TargetClock)? { serviceClock }
  var variables: [String: String] { session.variables }

  func logLines() async -> [String] { log.lines }

  func stop() async {
    await running.stop()
    keyFolder?.remove()
    await database.retire(direct)
  }
}
