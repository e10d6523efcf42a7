/// What is done for an account that does not exist.
public protocol UnknownAccountCosting: Sendable {
  /// - Parameter hash: takes as long as the verification of a secret.
  func spend(hash: @Sendable () async throws -> Void) async throws
}

/// As much as for one that does, so that nobody learns which accounts there are.
public struct SameCost: UnknownAccountCosting {
  public init() {}

  public func spend(hash: @Sendable () async throws -> Void) async throws { try await hash() }
}
