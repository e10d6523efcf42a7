import HTTPTypes

/// Answers a conditional request whose condition says that the client is up to date.
public protocol NotModifiedAnswering: Sendable {
  /// - Parameters:
  ///   - validators: the header fields that the full answer would carry about its freshness.
  ///   - body: the bytes that the full answer would carry.
  func answer(validators: HTTPFields, body: [UInt8]) -> ServiceResponse
}

/// 304 with the same validators and no body (RFC 9110 section 15.4.5).
public struct EmptyNotModified: NotModifiedAnswering {
  public init() {}

  public func answer(validators: HTTPFields, body: [UInt8]) -> ServiceResponse {
    ServiceResponse(status: .notModified, headers: validators)
  }
}
