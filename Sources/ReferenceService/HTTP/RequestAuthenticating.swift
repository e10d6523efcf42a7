/// Turns the credentials of a request into a principal. Identity supplies what ships.
public protocol RequestAuthenticating: Sendable {
  /// Who calls, with tenant and role already narrowed by the request's headers.
  ///
  /// Throws ``ServiceError/unauthenticated`` (401) or ``ServiceError/forbidden(_:)`` (403).
  func authenticate(_ request: ServiceRequest) async throws -> Principal
}

/// An authenticated caller.
public struct Principal: Sendable, Equatable {
  /// `user:<id>` or `service:<id>`.
  public var subject: String
  /// The tenant that the request acts in.
  public var tenantID: String
  /// The role that the request acts with: the highest of the token, or the lower one that a header asked for.
  public var role: Role
  public var scopes: Set<String>
  /// The `jti` of the token.
  public var tokenID: String
  /// The login of a browser that came with cookies; nil for whoever came with a bearer token.
  public var browserFamilyID: String?

  public init(subject: String, tenantID: String, role: Role, scopes: Set<String>, tokenID: String, browserFamilyID: String? = nil) {
    self.subject = subject
    self.tenantID = tenantID
    self.role = role
    self.scopes = scopes
    self.tokenID = tokenID
    self.browserFamilyID = browserFamilyID
  }

  /// Whether the token carries the scope: the very name, or `*` for every one of them.
  public func has(scope: String) -> Bool { scopes.contains(scope) || scopes.contains("*") }
}

/// What a caller may do at most, from least to most.
public enum Role: String, Sendable, CaseIterable, Comparable, Codable {
  case viewer, member, admin, support

  private var rank: Int {
    switch self {
    case .viewer: 0
    case .member: 1
    case .admin: 2
    case .support: 3
    }
  }

  public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }
}
