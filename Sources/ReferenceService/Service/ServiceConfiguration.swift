import Logging
import PostgresAccess

/// Everything that varies between two runs of the service, as typed values.
public struct ServiceConfiguration: Sendable {
  /// The address to listen on; the service is meant for loopback.
  public var host = "127.0.0.1"
  /// The port to listen on; 0 takes any free one.
  public var port = 0
  /// The store.
  public var database: PostgresConfiguration
  /// How the schema comes to be at start.
  public var schemaBoot = SchemaBoot.migrations
  /// The most connections to the store.
  public var poolSize = 16
  public var timeouts = ServiceTimeouts()
  public var logLevel = Logger.Level.info
  public var identity: IdentityConfiguration
  public var notifications = NotificationsConfiguration()
  public var evidence = EvidenceConfiguration()
  public var traffic = TrafficConfiguration()
  public var billing = BillingConfiguration()
  /// The regions and the scheduler of phase 2; what they add breaks no client of before.
  public var phase2 = false
  /// What the service publishes about itself; without it `/openapi.json` is not there.
  public var document: PublishedDocument?

  public init(database: PostgresConfiguration, identity: IdentityConfiguration) {
    self.database = database
    self.identity = identity
  }

  /// Everything that is wrong; empty when the service may start.
  public func problems() -> [ConfigurationProblem] {
    var found: [ConfigurationProblem] = []
    if !(0...65_535).contains(port) {
      found.append(.init("port", "\(port) is not a port.", remedy: "Use 0 to 65535; 0 takes any free port."))
    }
    if host.isEmpty { found.append(.init("host", "is empty.", remedy: "Use 127.0.0.1.")) }
    if !(1...512).contains(poolSize) {
      found.append(.init("poolSize", "\(poolSize) is out of range.", remedy: "Use 1 to 512 connections."))
    }
    return found + timeouts.problems() + identity.problems() + notifications.problems() + evidence.problems() + traffic.problems()
      + billing.problems()
  }

  /// The configuration itself, or an error that names every problem.
  public func validated() throws(ConfigurationError) -> ServiceConfiguration {
    let found = problems()
    guard found.isEmpty else { throw ConfigurationError(found) }
    return self
  }
}
