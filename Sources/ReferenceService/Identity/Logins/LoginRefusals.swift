/// The answers to log-ins that do not succeed.
enum LoginRefusals {
  /// The same for an account that does not exist.
  static var credentials: ServiceError {
    ServiceError(
      .unauthorized, "ERR_INVALID_CREDENTIALS", "The account or its secret is wrong.",
      headers: [.wwwAuthenticate: "Bearer realm=\"reference-service\""])
  }

  static func limited(_ wait: Duration) -> ServiceError {
    ServiceError(
      .tooManyRequests, "ERR_RATE_LIMITED", "Too many log-ins. Try again after the time in Retry-After.", retryable: true,
      headers: [.retryAfter: seconds(wait.wholeMicroseconds, per: 1_000_000)])
  }

  static func accountLocked(_ milliseconds: Int64) -> ServiceError {
    ServiceError(
      .init(code: 423, reasonPhrase: "Locked"), "ERR_ACCOUNT_LOCKED", "Too many log-ins of the account have failed. Try again later.",
      retryable: true, headers: [.retryAfter: seconds(milliseconds, per: 1_000)])
  }

  static func networkLocked(_ milliseconds: Int64) -> ServiceError {
    ServiceError(
      .init(code: 423, reasonPhrase: "Locked"), "ERR_ADDRESS_LOCKED", "Too many log-ins come from this address. Try again later.",
      retryable: true, headers: [.retryAfter: seconds(milliseconds, per: 1_000)])
  }

  /// Only for whoever has shown the secret.
  static func inactive(_ status: AccountStatus) -> ServiceError {
    let (code, text) =
      status == .pending
      ? ("ERR_ACCOUNT_PENDING", "The account has not been let in yet.") : ("ERR_ACCOUNT_DISABLED", "The account is disabled.")
    return ServiceError(.forbidden, code, text, retryable: false)
  }

  private static func seconds(_ count: Int64, per second: Int64) -> String { String(max(1, (count + second - 1) / second)) }
}
