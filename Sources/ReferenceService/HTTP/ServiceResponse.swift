import Foundation
import HTTPTypes

/// What a handler answers: status, header fields and the whole body.
public struct ServiceResponse: Sendable {
  public var status: HTTPResponse.Status
  public var headers: HTTPFields
  public var body: [UInt8]

  public init(status: HTTPResponse.Status, headers: HTTPFields = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// An answer with a JSON body: keys in a stable order, so that equal values are equal bytes.
  public static func json(
    _ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) throws -> ServiceResponse {
    var response = ServiceResponse(status: status, headers: headers, body: try JSONBytes.encode(value))
    response.headers[.contentType] = "application/json"
    return response
  }

  /// An answer with a text body of the given media type.
  public static func text(_ text: String, contentType: String) -> ServiceResponse {
    ServiceResponse(status: .ok, headers: [.contentType: contentType], body: Array(text.utf8))
  }
}

/// Writes values as JSON with sorted keys and unescaped slashes, and reads them back.
enum JSONBytes {
  static func decode<Value: Decodable>(_ text: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }

  static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value))
  }
}
