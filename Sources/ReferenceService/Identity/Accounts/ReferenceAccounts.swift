import Cryptography

/// The accounts of a service that is started to be examined: one for each kind of caller that a check needs.
public struct ReferenceAccounts: Sendable {
  /// Administers `tenant-a` with every scope.
  public let administrator: BootstrapAccount
  /// Belongs to `tenant-a` with the least role and no scope.
  public let viewer: BootstrapAccount
  /// Administers `tenant-b` with every scope.
  public let neighbour: BootstrapAccount
  /// Belongs to no tenant and may enter each one that it names.
  public let support: BootstrapAccount
  /// Belongs to no tenant and may enter none.
  public let tenantless: BootstrapAccount

  public var all: [BootstrapAccount] { [administrator, viewer, neighbour, support, tenantless] }

  /// Accounts with secrets that nobody knows before.
  public init(random: any ServiceRandom = SystemServiceRandom()) throws {
    func account(_ id: String, _ tenant: String?, _ role: Role, _ scopes: [String]) throws -> BootstrapAccount {
      BootstrapAccount(id: id, secret: Base64URL.encode(try random.bytes(24)), tenantID: tenant, roles: [role], scopes: scopes)
    }
    administrator = try account("administrator", "tenant-a", .admin, ["*"])
    viewer = try account("viewer", "tenant-a", .viewer, [])
    neighbour = try account("neighbour", "tenant-b", .admin, ["*"])
    support = try account("support", nil, .support, ["*"])
    tenantless = try account("tenantless", nil, .member, ["*"])
  }
}
