/// Answers whoever has forgotten a secret.
public protocol ResetRequestAnswering: Sendable {
  /// - Parameter isKnown: whether there is such an account.
  func answer(isKnown: Bool) throws -> ServiceResponse
}

/// In the same words, whether there is such an account or not.
public struct AlikeResetAnswer: ResetRequestAnswering {
  private struct Body: Encodable { let status = "accepted" }

  public init() {}

  public func answer(isKnown: Bool) throws -> ServiceResponse { try .json(Body(), status: .accepted) }
}
