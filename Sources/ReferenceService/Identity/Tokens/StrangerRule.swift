/// Says who calls without a bearer token: with an API key, basic authentication, or nothing.
public protocol StrangerRule: Sendable {
  /// - Returns: Nil for nobody, which is refused.
  func principal(of request: ServiceRequest) -> Principal?
}

/// Nobody. No key counts before keys can be issued, rotated and revoked.
public struct NoStrangers: StrangerRule {
  public init() {}

  public func principal(of request: ServiceRequest) -> Principal? { nil }
}
