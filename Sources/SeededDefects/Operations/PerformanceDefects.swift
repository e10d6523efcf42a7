import ReferenceService

/// Faults of speed: what the performance gate must see.
enum PerformanceDefects {
  /// How much longer every request takes.
  static let delay = Duration.milliseconds(40)

  static let all = [
    SeededDefect(
      "perf.slow-handler", requirements: ["S1-M6"], "Every request waits 40 ms before it is handled.",
      change: .parts { $0.interceptors.append(Delay(duration: delay)) })
  ]
}

private struct Delay: RequestInterceptor {
  let duration: Duration

  func intercept(
    _ request: ServiceRequest, operationID: String, next: @Sendable (ServiceRequest) async throws -> ServiceResponse
  ) async throws -> ServiceResponse {
    try await Task.sleep(for: duration)
    return try await next(request)
  }
}
