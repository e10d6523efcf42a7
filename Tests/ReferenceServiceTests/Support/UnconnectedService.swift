import PostgresAccess
import ReferenceService

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
