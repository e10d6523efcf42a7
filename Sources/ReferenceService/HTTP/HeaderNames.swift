import HTTPTypes

/// Builds header names that are known to be valid, so that no caller needs to unwrap one.
private func name(_ text: String, fallback: HTTPField.Name) -> HTTPField.Name { HTTPField.Name(text) ?? fallback }

extension HTTPField.Name {
  /// The correlation id, in and out.
  public static let requestID = name("X-Request-Id", fallback: .from)
  /// Narrows a request to a tenant; required from a global support account.
  public static let tenantID = name("X-Tenant-Id", fallback: .from)
  /// Narrows a request to a lower role.
  public static let role = name("X-Role", fallback: .from)
  /// The caller's name for one request, so that a repetition is known as one.
  public static let idempotencyKey = name("Idempotency-Key", fallback: .from)
  /// Marks an answer that was given before.
  public static let idempotencyReplayed = name("Idempotency-Replayed", fallback: .from)
  /// The addresses that proxies say a request came through.
  public static let forwardedFor = name("X-Forwarded-For", fallback: .from)
  static let host = name("Host", fallback: .from)
  /// Admits to an internal operation.
  public static let internalToken = name("X-Internal-Token", fallback: .from)
  /// The anti-forgery token of a browser's session, in and out.
  public static let csrfToken = name("X-CSRF-Token", fallback: .from)
  /// What a browser says of who makes a request (Fetch Metadata).
  static let fetchSite = name("Sec-Fetch-Site", fallback: .from)
  static let contentTypeOptions = name("X-Content-Type-Options", fallback: .from)
}
