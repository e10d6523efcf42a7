import JSONDocument
import PostgresAccess
import ReferenceService

/// What can be wrong with idempotency keys.
enum IdempotencyDefects {
  static let all: [SeededDefect] = [
    SeededDefect(
      "idem.no-inflight-lock", requirements: ["S2-P6"], "A key is looked up and then inserted, so simultaneous twins both execute.",
      change: .parts { $0.traffic.keys = LookThenInsert(healthy: $0.traffic.keys, store: $0.store) }),
    SeededDefect(
      "idem.raw-body-stored", requirements: ["S2-P6"], "An answer is stored as it was sent, with its secrets.",
      change: .parts { $0.traffic.replayBodies = RawBody() }),
    SeededDefect(
      "idem.shallow-redaction", requirements: ["S2-P6.1"], "Only secrets at the top of a body are masked before it is stored.",
      change: .parts { $0.traffic.replayBodies = ShallowRedaction(healthy: $0.traffic.replayBodies) }),
    SeededDefect(
      "idem.persists-invalid", requirements: ["S2-P6.2"], "A body that is not JSON is stored as it is.",
      change: .parts { $0.traffic.replayBodies = AnythingStored(healthy: $0.traffic.replayBodies) }),
    SeededDefect(
      "idem.replay-uncounted", requirements: ["S2-P6.4"], "Replays are not counted.",
      change: .parts { $0.traffic.replayCounting = ExecutionsOnly(healthy: $0.traffic.replayCounting) }),
  ]
}

private struct LookThenInsert: IdempotencyKeeping {
  let healthy: any IdempotencyKeeping
  let store: PostgresPool

  func claim(_ claim: IdempotencyClaim) async throws -> IdempotencyVerdict {
    let rows = try await store.query(
      """
      SELECT request_hash, status, location, body FROM idempotency_records
      WHERE tenant_id = \(claim.tenantID) AND principal = \(claim.principal) AND method = \(claim.method) AND path = \(claim.path)
        AND idempotency_key = \(claim.key)
      """)
    if let row = rows.first { return try IdempotencyVerdict(row: row, requestHash: claim.requestHash) }
    _ = try await store.execute(
      """
      INSERT INTO idempotency_records (tenant_id, principal, method, path, idempotency_key, request_hash, created_at_ms, expires_at_ms)
      VALUES (\(claim.tenantID), \(claim.principal), \(claim.method), \(claim.path), \(claim.key), \(claim.requestHash),
        \(claim.nowMilliseconds)::bigint, \(claim.lapsesAtMilliseconds)::bigint)
      ON CONFLICT DO NOTHING
      """)
    return .execute
  }

  func complete(_ claim: IdempotencyClaim, with answer: StoredAnswer, expiresAtMilliseconds: Int64) async throws {
    try await healthy.complete(claim, with: answer, expiresAtMilliseconds: expiresAtMilliseconds)
  }

  func release(_ claim: IdempotencyClaim) async throws { try await healthy.release(claim) }
}

private struct RawBody: ReplayBodyMaking {
  func body(of response: ServiceResponse) -> ReplayBody {
    response.body.isEmpty ? .skippedEmpty : .stored(String(decoding: response.body, as: UTF8.self))
  }
}

private struct ShallowRedaction: ReplayBodyMaking {
  let healthy: any ReplayBodyMaking

  func body(of response: ServiceResponse) -> ReplayBody {
    guard case .stored = healthy.body(of: response), let object = (try? JSONParser.parse(response.body))?.object else {
      return healthy.body(of: response)
    }
    let members = object.members.map { member in
      (key: member.key, value: SensitiveNames.isSensitive(member.key) ? .string(SensitiveNames.mark) : member.value)
    }
    return .stored(JSONValue.object(JSONObject(members)).serialized())
  }
}

private struct AnythingStored: ReplayBodyMaking {
  let healthy: any ReplayBodyMaking

  func body(of response: ServiceResponse) -> ReplayBody {
    let body = healthy.body(of: response)
    return body == .skippedNotJSON ? .stored(String(decoding: response.body, as: UTF8.self)) : body
  }
}

private struct ExecutionsOnly: ReplayCounting {
  let healthy: any ReplayCounting

  func count(_ event: ReplayEvent) {
    if case .executed = event { healthy.count(event) }
  }
}
