import PostgresAccess

/// Remembers which keys were used for what.
public protocol IdempotencyKeeping: Sendable {
  /// Takes the key for this request, or says why not.
  func claim(_ claim: IdempotencyClaim) async throws -> IdempotencyVerdict
  /// Keeps the answer of a request that holds its key.
  func complete(_ claim: IdempotencyClaim, with answer: StoredAnswer, expiresAtMilliseconds: Int64) async throws
  /// Gives the key back, because nothing was done.
  func release(_ claim: IdempotencyClaim) async throws
}

/// Keeps keys in the store. Of any number of simultaneous claims the unique key lets one in, by one statement.
public struct StoreIdempotencyKeeping: IdempotencyKeeping {
  public let store: PostgresPool

  public init(store: PostgresPool) { self.store = store }

  public func claim(_ claim: IdempotencyClaim) async throws -> IdempotencyVerdict {
    let rows = try await store.query(
      """
      WITH claimed AS (
        INSERT INTO idempotency_records AS record
          (tenant_id, principal, method, path, idempotency_key, request_hash, created_at_ms, expires_at_ms)
        VALUES (\(claim.tenantID), \(claim.principal), \(claim.method), \(claim.path), \(claim.key), \(claim.requestHash),
          \(claim.nowMilliseconds)::bigint, \(claim.lapsesAtMilliseconds)::bigint)
        ON CONFLICT (tenant_id, principal, method, path, idempotency_key) DO UPDATE
          SET request_hash = EXCLUDED.request_hash, status = NULL, location = NULL, body = NULL,
            created_at_ms = EXCLUDED.created_at_ms, expires_at_ms = EXCLUDED.expires_at_ms
          WHERE record.expires_at_ms <= EXCLUDED.created_at_ms
        RETURNING 1
      )
      SELECT true AS claimed, NULL::text AS request_hash, NULL::integer AS status, NULL::text AS location, NULL::text AS body FROM claimed
      UNION ALL
      SELECT false, request_hash, status, location, body FROM idempotency_records
      WHERE tenant_id = \(claim.tenantID) AND principal = \(claim.principal) AND method = \(claim.method) AND path = \(claim.path)
        AND idempotency_key = \(claim.key) AND NOT EXISTS (SELECT 1 FROM claimed)
      """)
    // No row: another request has taken the key since this statement began, and is under way.
    guard let row = rows.first else { return .inFlight }
    if try row.get("claimed", as: Bool.self) { return .execute }
    return try IdempotencyVerdict(row: row, requestHash: claim.requestHash)
  }

  public func complete(_ claim: IdempotencyClaim, with answer: StoredAnswer, expiresAtMilliseconds: Int64) async throws {
    _ = try await store.execute(
      """
      UPDATE idempotency_records SET status = \(answer.status)::integer, location = \(answer.location as String?), body = \(answer.body as String?),
        expires_at_ms = \(expiresAtMilliseconds)::bigint
      WHERE tenant_id = \(claim.tenantID) AND principal = \(claim.principal) AND method = \(claim.method) AND path = \(claim.path)
        AND idempotency_key = \(claim.key)
      """)
  }

  public func release(_ claim: IdempotencyClaim) async throws {
    _ = try await store.execute(
      """
      DELETE FROM idempotency_records
      WHERE tenant_id = \(claim.tenantID) AND principal = \(claim.principal) AND method = \(claim.method) AND path = \(claim.path)
        AND idempotency_key = \(claim.key) AND status IS NULL
      """)
  }
}

extension IdempotencyVerdict {
  /// Reads the columns `request_hash`, `status`, `location` and `body` of a record that is there already.
  public init(row: PostgresRow, requestHash: String) throws {
    if try row.get("request_hash", as: String.self) != requestHash {
      self = .otherRequest
    } else if let status = try row.get("status", as: Int?.self) {
      let location = try row.get("location", as: String?.self)
      self = .replay(StoredAnswer(status: status, location: location, body: try row.get("body", as: String?.self)))
    } else {
      self = .inFlight
    }
  }
}
