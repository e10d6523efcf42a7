import HTTPTypes

/// `POST /internal/auth/jwks/refresh`: for whoever operates the service, and in no public document.
struct KeySetRefresh: Sendable {
  private struct Body: Encodable {
    let keyIDs: [String]
    enum CodingKeys: String, CodingKey { case keyIDs = "key_ids" }
  }

  let token: String?
  let rule: any InternalTokenRule
  let keys: any OutsideKeyKeeping

  func answer(_ request: ServiceRequest) async throws -> ServiceResponse {
    switch rule.admission(given: request.headers[.internalToken], configured: token) {
    case .absent: throw ServiceError.notFound("No such path.")
    case .refused: throw ServiceError.unauthenticated
    case .admitted: break
    }
    do {
      let trusted = try await keys.refresh()
      request.logger.notice("key set of the outside issuer refreshed", metadata: ["key_ids": "\(trusted.joined(separator: " "))"])
      return try .json(Body(keyIDs: trusted))
    } catch let problem as KeySetProblem {
      request.logger.warning("key set of the outside issuer not refreshed", metadata: ["problem": "\(problem)"])
      throw ServiceError(
        .badGateway, "ERR_KEY_SET_UNAVAILABLE", "The key set could not be fetched; the keys of before stay.", retryable: true)
    }
  }
}
