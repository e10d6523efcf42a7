import HTTPTypes
import JSONDocument
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
  /// The address of the other end of the connection.
  public var peerAddress: String?
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

  /// The body as JSON that keeps the text of its numbers.
  public func bodyValue() throws -> JSONValue { try BodyDecoder.value(from: body) }

  /// A whole number from the query, or `fallback` when it is absent; 400 when it is not one, is out of range, or comes twice.
  public func wholeNumber(_ name: String, in range: ClosedRange<Int64>, default fallback: Int64) throws -> Int64 {
    let values = query.filter { $0.name == name }.map(\.value)
    guard let text = values.first else { return fallback }
    guard values.count == 1, let number = Int64(text), range.contains(number) else {
      throw ServiceError.invalidRequest(
        "The query parameter '\(name)' must be a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  struct MissingParameter: Error { let name: String }
}
