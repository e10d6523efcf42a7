/// In which order an attempt is limited and its secret verified.
public protocol LoginOrdering: Sendable {
  /// - Parameters:
  ///   - limit: throws where the attempt is over its limit.
  ///   - verify: hashes the secret.
  func run<Value: Sendable>(limit: @Sendable () throws -> Void, verify: @Sendable () async throws -> Value) async throws -> Value
}

/// Nothing is hashed for an attempt over the limit.
public struct LimitFirst: LoginOrdering {
  public init() {}

  public func run<Value: Sendable>(
    limit: @Sendable () throws -> Void, verify: @Sendable () async throws -> Value
  ) async throws -> Value {
    try limit()
    return try await verify()
  }
}
