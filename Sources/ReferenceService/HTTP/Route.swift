import HTTPTypes

/// Who may call a route.
public enum RouteAccess: Sendable, Equatable {
  /// Anybody; no credential is read.
  case open
  /// A valid access token, and the scope if one is named.
  case bearer(scope: String?)
}

/// What body a route takes.
public enum BodyRule: Sendable, Equatable {
  /// None; one that comes is not read.
  case none
  /// JSON (`application/json`) of at most `limit` bytes.
  case json(limit: Int)

  /// JSON within the service's usual bound of 64 KiB.
  public static let json: BodyRule = .json(limit: 64 * 1_024)
}

/// One operation of the contract: method, path, who may call it, and what answers.
public struct Route: Sendable {
  public typealias Handler = @Sendable (ServiceRequest) async throws -> ServiceResponse

  public let method: HTTPRequest.Method
  /// Literal segments and `{name}` segments, such as `/v1/sessions/{session_id}/finalize`.
  public let path: String
  /// The `operationId` of the contract document.
  public let operationID: String
  public let access: RouteAccess
  public let body: BodyRule
  public let handler: Handler

  public init(
    _ method: HTTPRequest.Method, _ path: String, operationID: String, access: RouteAccess, body: BodyRule = .none,
    handler: @escaping Handler
  ) {
    self.method = method
    self.path = path
    self.operationID = operationID
    self.access = access
    self.body = body
    self.handler = handler
  }
}
