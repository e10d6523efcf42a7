import PostgresAccess

/// Reads the safe view, and nothing else, on behalf of one tenant.
///
/// The tenant is set for the transaction, and the view itself filters by it: a query that forgets the tenant sees no row.
public struct SafeView: Sendable {
  private let pool: PostgresPool

  public init(pool: PostgresPool) {
    self.pool = pool
  }

  /// Runs an operator.
  ///
  /// - Parameter parameters: Checked with `OperatorParameters.problem(for:)` before.
  /// - Throws: `PostgresError`
  public func run(_ name: EvidenceOperator, _ parameters: OperatorParameters, tenantID: String) async throws -> [EvidenceRow] {
    try await pool.transaction { connection in
      _ = try await connection.query("SELECT set_config('gatehouse.tenant', \(tenantID), true)")
      switch name {
      case .search: return try await search(parameters, on: connection)
      case .fetchSpan: return try await fetchSpan(parameters, on: connection)
      case .aggregate: return try await aggregate(parameters, on: connection)
      }
    }
  }

  private func search(_ parameters: OperatorParameters, on connection: PostgresConnection) async throws -> [EvidenceRow] {
    let pattern = Self.pattern(parameters.query ?? "")
    let rows = try await connection.query(
      """
      SELECT document_id, title, category, left(body, 80) AS preview FROM safe_documents
      WHERE title ILIKE \(pattern) OR body ILIKE \(pattern)
      ORDER BY document_id LIMIT \(parameters.limit ?? 10)
      """)
    return try rows.map { row in
      EvidenceRow(
        reference: try row.get("document_id"), title: try row.get("title"), category: try row.get("category"),
        text: try row.get("preview"))
    }
  }

  private func fetchSpan(_ parameters: OperatorParameters, on connection: PostgresConnection) async throws -> [EvidenceRow] {
    let start = (parameters.offset ?? 0) + 1
    let rows = try await connection.query(
      """
      SELECT document_id, title, category, substring(body FROM \(start)::integer FOR \(parameters.length ?? 400)::integer) AS span
      FROM safe_documents WHERE document_id = \(parameters.reference ?? "")
      """)
    return try rows.map { row in
      EvidenceRow(
        reference: try row.get("document_id"), title: try row.get("title"), category: try row.get("category"),
        text: try row.get("span"))
    }
  }

  private func aggregate(_ parameters: OperatorParameters, on connection: PostgresConnection) async throws -> [EvidenceRow] {
    let pattern = Self.pattern(parameters.query ?? "")
    let rows = try await connection.query(
      """
      SELECT category, count(*)::integer AS documents, sum(amount)::integer AS total FROM safe_documents
      WHERE title ILIKE \(pattern) OR body ILIKE \(pattern)
      GROUP BY category ORDER BY category
      """)
    return try rows.map { row in
      EvidenceRow(category: try row.get("category"), count: try row.get("documents"), total: try row.get("total"))
    }
  }

  /// A LIKE pattern that finds the text itself, whatever it holds.
  static func pattern(_ text: String) -> String {
    var pattern = "%"
    for character in text {
      if character == "%" || character == "_" || character == "\\" { pattern.append("\\") }
      pattern.append(character)
    }
    return pattern + "%"
  }
}
