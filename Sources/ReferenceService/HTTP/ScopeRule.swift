/// Says whether a caller may use an operation that asks for a scope.
public protocol ScopeRule: Sendable {
  func grants(_ scope: String, to principal: Principal) -> Bool
}

/// The very name, or `*`; a name that merely starts alike grants nothing.
public struct ExactScopes: ScopeRule {
  public init() {}

  public func grants(_ scope: String, to principal: Principal) -> Bool { principal.has(scope: scope) }
}
