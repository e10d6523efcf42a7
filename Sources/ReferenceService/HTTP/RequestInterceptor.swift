/// A part that stands around every handler, after authentication. What ships has none.
public protocol RequestInterceptor: Sendable {
  func intercept(
    _ request: ServiceRequest, operationID: String, next: @Sendable (ServiceRequest) async throws -> ServiceResponse
  ) async throws -> ServiceResponse
}
