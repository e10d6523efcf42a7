import Logging
import PostgresAccess

@testable import ReferenceService

extension ServiceConfiguration {
  /// A configuration whose store is never opened.
  static func unconnected() throws -> ServiceConfiguration {
    let database = PostgresConfiguration(host: "127.0.0.1", port: 1, user: "nobody", database: "none")
    return ServiceConfiguration(database: database, identity: try .examined(ReferenceAccounts()))
  }
}

extension ServiceParts {
  /// Parts whose store is never opened.
  static func unconnected() throws -> ServiceParts { try .healthy(.unconnected()) }
}

extension ServiceRequest {
  /// A request of nobody.
  static func bare(random: any ServiceRandom) throws -> ServiceRequest {
    ServiceRequest(
      method: .get, path: "/", parameters: [:], query: [], headers: [:], body: [],
      correlation: try CorrelationID(headers: [:], random: random), principal: nil, peerAddress: "192.0.2.1",
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }
}
