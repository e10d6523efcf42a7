import HTTPTypes

/// A refusal that a client may see: every word of it is written for the wire.
///
/// Anything else that is thrown reaches the client only as `ERR_INTERNAL`, without its text.
public struct ServiceError: Error, Sendable {
  /// The HTTP status of the answer.
  public var status: HTTPResponse.Status
  /// A stable code in capitals, such as `ERR_POLICY_DENIED`; clients branch on it.
  public var code: String
  /// What went wrong and what to do next, for people.
  public var message: String
  /// Why a session ended, where the refusal ends one.
  public var terminalMode: String?
  /// Whether the same request may succeed later.
  public var retryable: Bool?
  /// Further header fields of the answer, such as `Allow`.
  public var headers: HTTPFields

  public init(
    _ status: HTTPResponse.Status, _ code: String, _ message: String, terminalMode: String? = nil, retryable: Bool? = nil,
    headers: HTTPFields = [:]
  ) {
    self.status = status
    self.code = code
    self.message = message
    self.terminalMode = terminalMode
    self.retryable = retryable
    self.headers = headers
  }
}

extension ServiceError {
  /// 400: the request does not have the shape that the contract asks for.
  public static func invalidRequest(_ message: String) -> ServiceError { .init(.badRequest, "ERR_INVALID_REQUEST", message) }

  /// 401: no valid credential. The message is the same for every reason, so that it helps nobody to guess.
  public static var unauthenticated: ServiceError {
    .init(
      .unauthorized, "ERR_UNAUTHENTICATED", "A valid bearer token is required.",
      headers: [.wwwAuthenticate: "Bearer realm=\"reference-service\""])
  }

  /// 403: the credential is valid and not enough.
  public static func forbidden(_ message: String) -> ServiceError { .init(.forbidden, "ERR_FORBIDDEN", message) }

  /// 404: no such route or no such thing for this caller.
  public static func notFound(_ message: String) -> ServiceError { .init(.notFound, "ERR_NOT_FOUND", message) }

  /// 405, with the methods that the path does have.
  static func methodNotAllowed(allow: [String]) -> ServiceError {
    .init(
      .methodNotAllowed, "ERR_METHOD_NOT_ALLOWED", "The path exists, the method does not.",
      headers: [.allow: allow.joined(separator: ", ")])
  }

  static func bodyTooLarge(limit: Int) -> ServiceError {
    .init(.contentTooLarge, "ERR_BODY_TOO_LARGE", "The body is larger than \(limit) bytes.")
  }

  /// 408; the connection ends, because what still comes on it would be the rest of this body.
  static var bodyTooSlow: ServiceError {
    .init(.requestTimeout, "ERR_BODY_TOO_SLOW", "The body did not come in time.", retryable: true, headers: [.connection: "close"])
  }

  static var unsupportedMediaType: ServiceError {
    .init(.unsupportedMediaType, "ERR_UNSUPPORTED_MEDIA_TYPE", "Send the body as application/json.")
  }

  static var internalError: ServiceError {
    .init(.internalServerError, "ERR_INTERNAL", "The service failed. Report the correlation id.", retryable: false)
  }

  /// 503: the store cannot be reached or did not answer in time.
  public static var storeUnavailable: ServiceError {
    .init(.serviceUnavailable, "ERR_STORE_UNAVAILABLE", "The store is not available. Try again later.", retryable: true)
  }
}
