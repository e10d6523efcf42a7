import Cryptography
import HTTPTypes

/// Executes a request with an `Idempotency-Key` once, and answers its repetitions from what was kept.
///
/// A key belongs to one caller, method and path. It is taken before the handler runs and given back when the request is refused. After
/// a failure whose effect is not known it stays taken until it lapses, because to execute twice would be worse than to wait.
struct IdempotentReplay: RequestInterceptor {
  let configuration: IdempotencyConfiguration
  let parts: TrafficParts
  let clock: any ServiceClock

  func intercept(
    _ request: ServiceRequest, operationID: String, next: @Sendable (ServiceRequest) async throws -> ServiceResponse
  ) async throws -> ServiceResponse {
    guard configuration.operations.contains(operationID), let caller = request.principal, let claim = try claim(request, caller) else {
      return try await next(request)
    }
    switch try await parts.keys.claim(claim) {
    case .execute: return try await execute(request, claim, next)
    case .replay(let answer):
      parts.replayCounting.count(.replayed)
      return Self.response(answer)
    case .inFlight: throw Self.inFlight
    case .otherRequest: throw Self.otherRequest
    }
  }

  private func claim(_ request: ServiceRequest, _ caller: Principal) throws -> IdempotencyClaim? {
    let given = request.headers[values: .idempotencyKey]
    guard let key = given.first else { return nil }
    guard given.count == 1, IdempotencyKey.isValid(key) else {
      throw ServiceError.invalidRequest("The header Idempotency-Key must be one key of 16 to 64 letters, digits, '-' and '_'.")
    }
    let now = clock.now()
    return IdempotencyClaim(
      tenantID: caller.tenantID, principal: caller.subject, method: request.method.rawValue, path: request.path, key: key,
      requestHash: Self.hash(request), nowMilliseconds: now.milliseconds,
      lapsesAtMilliseconds: now.advanced(by: configuration.lapse).milliseconds)
  }

  private func execute(
    _ request: ServiceRequest, _ claim: IdempotencyClaim, _ next: @Sendable (ServiceRequest) async throws -> ServiceResponse
  ) async throws -> ServiceResponse {
    let response: ServiceResponse
    do {
      response = try await next(request)
    } catch let error as any RefusableError where error.refusal.status.code < 500 {
      try await parts.keys.release(claim)
      throw error
    }
    let body = parts.replayBodies.body(of: response)
    var answer = StoredAnswer(status: response.status.code, location: response.headers[.location])
    if case .stored(let text) = body { answer.body = text }
    do {
      let expires = clock.now().advanced(by: configuration.retention)
      try await parts.keys.complete(claim, with: answer, expiresAtMilliseconds: expires.milliseconds)
    } catch {
      // The effect is there; a repetition is told to wait until the key lapses.
      request.logger.error("an answer could not be kept for replay", metadata: ["error": "\(LogRedaction.bounded(error))"])
    }
    parts.replayCounting.count(.executed(body))
    return response
  }

  private static func response(_ answer: StoredAnswer) -> ServiceResponse {
    var response = ServiceResponse(status: .init(code: answer.status), headers: [.idempotencyReplayed: "true"])
    response.headers[.location] = answer.location
    if let body = answer.body {
      response.headers[.contentType] = "application/json"
      response.body = Array(body.utf8)
    }
    return response
  }

  /// Method and path are part of the key already; the query and the body decide whether it is the same request.
  private static func hash(_ request: ServiceRequest) -> String {
    let query = request.query.map { "\($0.name.utf8.count):\($0.name)=\($0.value.utf8.count):\($0.value)" }.joined(separator: "&")
    return Hex.encode(Digest.sha256(Array(query.utf8) + [0] + request.body))
  }

  private static var inFlight: ServiceError {
    ServiceError(
      .conflict, "ERR_IDEMPOTENCY_IN_FLIGHT", "A request with this Idempotency-Key is under way. Try again shortly.", retryable: true,
      headers: [.retryAfter: "1"])
  }

  private static var otherRequest: ServiceError {
    ServiceError(
      .unprocessableContent, "ERR_IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key was used for another request. Make a new key.",
      retryable: false)
  }
}
