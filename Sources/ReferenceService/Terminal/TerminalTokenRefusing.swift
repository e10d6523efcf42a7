/// What a caller learns when its token is refused.
public protocol TerminalTokenRefusing: Sendable {
  func refusal(for token: PresentedTerminalToken) -> ServiceError
}

/// Says the same for every reason: a replayed, an expired, an unknown and a malformed token cannot be told apart.
public struct UniformTerminalTokenRefusal: TerminalTokenRefusing {
  public init() {}

  public func refusal(for token: PresentedTerminalToken) -> ServiceError { Self.error }

  /// The one answer.
  public static let error = ServiceError(
    .unauthorized, "ERR_TERMINAL_TOKEN_INVALID", "The terminal token is not valid. Issue another one.", retryable: false)
}
