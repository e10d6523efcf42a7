import HTTPTypes

/// Why the runtime refuses or cannot answer. Each case has one answer on the wire.
public enum EvidenceFailure: RefusableError, Equatable {
  /// The request is not one that the runtime understands.
  case invalid(String)
  /// No such session for this caller.
  case unknownSession
  /// The session token is missing or is not this session's.
  case sessionTokenRefused
  /// The session is finalized.
  case finalized
  /// A budget is used up.
  case budget(BudgetViolation)
  /// The tenant has as many open sessions as it may have.
  case quotaExceeded
  /// The policy engine does not allow it.
  case policyDenied
  /// The policy engine did not decide.
  case policy(PolicyFailure)
  /// The store did not answer in time.
  case storeTimedOut
  /// The store cannot be reached.
  case storeUnavailable

  /// The answer that the client gets.
  public var refusal: ServiceError {
    switch self {
    case .invalid(let message): .invalidRequest(message)
    case .unknownSession: .notFound("There is no such session.")
    case .sessionTokenRefused:
      ServiceError(.unauthorized, "ERR_SESSION_TOKEN_INVALID", "The header X-Session-Token must carry the token of this session.")
    case .finalized:
      ServiceError(.conflict, "ERR_SESSION_FINALIZED", "The session is finalized; create another one.", retryable: false)
    case .budget(let violation):
      ServiceError(
        .tooManyRequests, "ERR_BUDGET_EXCEEDED", "The budget of the session is used up: \(violation.rawValue.lowercased()).",
        terminalMode: TerminalMode.insufficientEvidence.rawValue, retryable: false)
    case .quotaExceeded:
      ServiceError(
        .tooManyRequests, "ERR_TENANT_QUOTA", "The tenant has as many open sessions as it may have. Finalize one first.", retryable: true)
    case .policyDenied:
      ServiceError(
        .forbidden, "ERR_POLICY_DENIED", "The policy does not allow this operator.",
        terminalMode: TerminalMode.insufficientPermission.rawValue, retryable: false)
    case .policy(.unreachable): unavailable(.serviceUnavailable, "ERR_SOURCE_UNAVAILABLE", "The policy engine cannot be reached.")
    case .policy(.timedOut): unavailable(.gatewayTimeout, "ERR_SOURCE_TIMEOUT", "The policy engine did not answer in time.")
    case .storeTimedOut: unavailable(.serviceUnavailable, "ERR_STORE_TIMEOUT", "The store did not answer in time.")
    case .storeUnavailable: unavailable(.serviceUnavailable, "ERR_STORE_UNAVAILABLE", "The store cannot be reached.")
    }
  }

  private func unavailable(_ status: HTTPResponse.Status, _ code: String, _ message: String) -> ServiceError {
    ServiceError(
      status, code, message + " Try again later.", terminalMode: TerminalMode.sourceUnavailable.rawValue, retryable: true)
  }
}
