/// Which key is lost, who says so, and why.
struct KeyRevocationRequestBody: Decodable {
  private static let lengths = 1...200

  let keyID: String
  let actor: String
  let reason: String

  enum CodingKeys: String, CodingKey, CaseIterable {
    case actor, reason
    case keyID = "key_id"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.closedContainer(keyedBy: CodingKeys.self)
    keyID = try values.decode(String.self, forKey: .keyID)
    actor = try values.decode(String.self, forKey: .actor)
    reason = try values.decode(String.self, forKey: .reason)
    guard keyID.utf8.count == 43, keyID.utf8.allSatisfy({ Self.isBase64URL($0) }) else {
      throw RequestBodyProblem.wrongValue(field: "key_id")
    }
    guard Self.lengths.contains(actor.unicodeScalars.count) else { throw RequestBodyProblem.wrongValue(field: "actor") }
    guard Self.lengths.contains(reason.unicodeScalars.count) else { throw RequestBodyProblem.wrongValue(field: "reason") }
  }

  private static func isBase64URL(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

/// The keys after it.
struct KeyRevocationBody: Encodable {
  let activeKeyID: String
  let nextKeyID: String
  let revokedKeyID: String
  let endedLogins: Int

  enum CodingKeys: String, CodingKey {
    case activeKeyID = "active_key_id"
    case nextKeyID = "next_key_id"
    case revokedKeyID = "revoked_key_id"
    case endedLogins = "ended_logins"
  }
}

/// `POST /internal/auth/keys/revoke`: makes a key worthless that somebody else may have, with every login that goes on by it. It takes no
/// access token, because whoever has the key can make one.
struct KeyRevocation: Sendable {
  let parts: IdentityParts
  let login: AccountLogin
  /// Without it there is no such operation.
  let token: String?

  /// The key first: after it no login can go on by the key. Repeated, it ends what the first time left.
  func answer(_ request: ServiceRequest) async throws -> ServiceResponse {
    switch parts.internalTokens.admission(given: request.headers[.internalToken], configured: token) {
    case .absent: throw ServiceError.notFound("No such path.")
    case .refused: throw ServiceError.unauthenticated
    case .admitted: break
    }
    let body = try request.decodeBody(KeyRevocationRequestBody.self)
    let stamp = try login.stamp(request)
    let event = AuthenticationEvent(
      "keys.revoked", actor: "operator:\(body.actor)", tenantID: "", result: .done, reason: "\(body.keyID): \(body.reason)")
    try await parts.audit.record(event, stamp: stamp)
    let withdrawn: KeySet?
    do { withdrawn = try await parts.keys.withdraw(body.keyID) } catch let problem as KeyStoreProblem {
      request.logger.error("signing key was not revoked", metadata: ["reason": "\(problem)"])
      throw ServiceError(.serviceUnavailable, "ERR_KEY_STORE", "The keys could not be changed. Try again.", retryable: true)
    }
    let ended = try await parts.refreshFamilies.revokeAll(signedBy: body.keyID, audit: stamp)
    guard withdrawn != nil || ended > 0 else { throw ServiceError.notFound("No key has that id.") }
    parts.metrics.increment(IdentityMetrics.familiesRevoked, by: Double(ended), labels: ["reason": "key"])
    request.logger.notice("signing key revoked", metadata: ["key_id": "\(body.keyID)", "ended_logins": "\(ended)"])
    let keys = try await parts.keys.keys()
    return try .json(
      KeyRevocationBody(activeKeyID: keys.active.id, nextKeyID: keys.next.id, revokedKeyID: body.keyID, endedLogins: ended))
  }
}
