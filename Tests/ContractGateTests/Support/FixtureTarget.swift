import GateKit

/// Launches a fixture server as the gated service.
struct FixtureLauncher: TargetLauncher {
  let handler: FixtureServer.Handler
  var identities = FixtureTarget.admin
  /// Gives the identities that have new credentials.
  var renewal: (@Sendable () -> [String: TargetIdentity])?

  func dependencies() async throws -> [String: TargetEndpoint] { [:] }

  func launch(_ request: TargetRequest) async throws -> any RunningTarget {
    let server = try await FixtureServer.start(handler)
    return FixtureTarget(server: server, identities: identities, renewal: renewal)
  }
}

struct FixtureTarget: RunningTarget {
  let server: FixtureServer
  var endpoint: TargetEndpoint { TargetEndpoint(host: "127.0.0.1", port: server.port) }
  let documentPath: String? = "openapi.yaml"
  let identities: [String: TargetIdentity]
  let renewal: (@Sendable () -> [String: TargetIdentity])?
  let defaultIdentity: String? = "admin"
  let databaseURL: String? = nil
  let clock: (any TargetClock)? = nil
  let variables: [String: String] = [:]

  /// The identity of ``FixtureService``.
  static let admin = ["admin": TargetIdentity(headers: [TargetHeader(name: "Authorization", value: "Bearer fixture-secret")])]

  var renewsIdentities: Bool { renewal != nil }
  func renewedIdentities() async throws -> [String: TargetIdentity] { renewal?() ?? [:] }

  func logLines() async -> [String] { [] }

  func stop() async {
    // A server that is closed already is as stopped as it can be.
    try? await server.stop()
  }
}
