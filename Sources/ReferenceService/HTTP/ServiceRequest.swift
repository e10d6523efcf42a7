import HTTPTypes
import Logging

/// A request as a handler sees it: matched, authenticated, with its body read and bounded.
public struct ServiceRequest: Sendable {
  public let method: HTTPRequest.Method
  /// The path with the values that the caller sent; a log line names `operationID` instead.
  public let path: String
  /// The `{name}` segments of the route, decoded.
  public let parameters: [String: String]
  /// The query in order; a name may occur more than once.
  public let query: [(name: String, value: String)]
  public let headers: HTTPFields
  public let body: [UInt8]
  public let correlation: CorrelationID
  /// Who calls; nil only on an open route.
  public var principal: Principal?
  /// Carries the correlation id.
  public let logger: Logger

  /// A path parameter. Asking for one that the route does not declare is an error of ours and answers 500.
  public func parameter(_ name: String) throws -> String {
    guard let value = parameters[name] else { throw MissingParameter(name: name) }
    return value
  }

  /// The caller of a route that is not open.
  public func caller() throws -> Principal {
    guard let principal else { throw ServiceError.unauthenticated }
    return principal
  }

  /// The body as a value; unknown fields are refused where `value` decodes with ``Swift/Decoder/closedContainer(keyedBy:)``.
  public func decodeBody<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
    try BodyDecoder.decode(type, from: body)
  }

  struct MissingParameter: Error { let name: String }
}
