import Cryptography
import HTTPTypes

/// Sessions over a safe view: what a caller may read is bounded by a budget, decided by the policy engine and kept in a ledger.
struct EvidenceContext: ServiceContext {
  private static let defaultPage = 100
  private static let pageBounds = 1...500

  private let configuration: EvidenceConfiguration
  private let parts: EvidenceParts
  private let store: EvidenceStore
  private let runner: OperatorRunner
  private let deadline: StoreDeadline
  private let clock: any ServiceClock
  private let random: any ServiceRandom
  private let outbox: any OutboxWriter
  private let form: any JSONCanonicalizing
  /// Whether sessions may say where and when they run.
  private let phase2: Bool

  init(configuration: EvidenceConfiguration, phase2: Bool, parts: ServiceParts) {
    self.configuration = configuration
    self.phase2 = phase2
    self.parts = parts.evidence
    form = parts.canonicalForm
    store = EvidenceStore(pool: parts.store)
    deadline = StoreDeadline(limit: configuration.storeDeadline)
    clock = parts.clock
    random = parts.random
    outbox = parts.notifications.outbox
    runner = OperatorRunner(
      parts: parts.evidence, store: store, view: SafeView(pool: parts.store), deadline: deadline, clock: clock, metrics: parts.metrics)
    for violation in BudgetViolation.allCases {
      parts.metrics.declare(OperatorRunner.violations, labels: ["budget": violation.rawValue.lowercased()])
    }
    for name in EvidenceOperator.allCases { parts.metrics.declare(OperatorRunner.calls, labels: ["operator": name.rawValue]) }
  }

  var routes: [Route] {
    let access = RouteAccess.bearer(scope: nil)
    let session = "/v1/sessions/{session_id}"
    return [
      Route(.post, "/v1/sessions", operationID: "createSession", access: access, body: .json, handler: create),
      Route(.get, session, operationID: "getSession", access: access, handler: read),
      Route(.post, session + "/run", operationID: "runSession", access: access, body: .json, handler: run),
      Route(.post, session + "/finalize", operationID: "finalizeSession", access: access, handler: finalize),
      Route(.get, session + "/ledger", operationID: "getLedger", access: access, handler: ledger),
    ]
      + EvidenceOperator.allCases.map { name in
        Route(.post, "\(session)/operators/\(name.rawValue)", operationID: name.operationID, access: access, body: .json) {
          try await call(name, $0)
        }
      } + (phase2 ? [Route(.get, session + "/placement", operationID: "getPlacement", access: access, handler: placement)] : [])
  }

  // MARK: Handlers

  private func create(_ request: ServiceRequest) async throws -> ServiceResponse {
    let caller = try request.caller()
    let asked = try request.decodeBody(EvidenceMessages.CreateSession.self)
    let budget = asked.budget
    if let problem = budget.problem { throw EvidenceFailure.invalid("The \(problem).") }
    if !phase2, let field = asked.phase2Field { throw RequestBodyProblem.unknownField(field) }
    let token = Base64URL.encode(try random.bytes(32))
    let session = EvidenceSession(
      id: try random.identifier(), tenantID: caller.tenantID, principalID: caller.subject, tokenHash: Self.hash(token), budget: budget,
      usage: BudgetUsage(calls: 0, bytes: 0), terminalMode: nil, createdAtMilliseconds: clock.now().milliseconds)
    let snapshot = PolicySnapshot(
      id: try random.identifier(), tenantID: caller.tenantID, principalID: caller.subject, roles: [caller.role.rawValue])
    let snapshotHash = snapshot.hash(form: form)
    try await deadline.run {
      try await store.create(
        session, placement: asked.placement, snapshot: snapshot, snapshotHash: snapshotHash, quota: parts.quota, outbox: outbox)
    }
    return try .json(
      EvidenceMessages.Session(session, remainingMilliseconds: remaining(session), token: token), status: .created,
      headers: [.location: "/v1/sessions/\(session.id)", .sessionToken: token])
  }

  private func read(_ request: ServiceRequest) async throws -> ServiceResponse {
    let session = try await session(of: request)
    return try .json(EvidenceMessages.Session(session, remainingMilliseconds: remaining(session)))
  }

  private func call(_ name: EvidenceOperator, _ request: ServiceRequest) async throws -> ServiceResponse {
    let session = try await unlockedSession(of: request)
    let parameters = try request.decodeBody(OperatorParameters.self)
    let outcome = try await runner.call(name, parameters, in: session, by: try request.caller(), logger: request.logger)
    return try .json(
      EvidenceMessages.CallResult(
        sequence: outcome.sequence, rows: outcome.rows, byteCount: outcome.byteCount,
        usage: .init(outcome.usage, remainingMilliseconds: remaining(session))))
  }

  private func run(_ request: ServiceRequest) async throws -> ServiceResponse {
    let session = try await unlockedSession(of: request)
    let query = try request.decodeBody(EvidenceMessages.Run.self).query
    if let problem = OperatorParameters(query: query).problem(for: .search) { throw EvidenceFailure.invalid("The \(problem).") }
    if session.terminalMode != nil { throw EvidenceFailure.finalized }
    let driver = RunDriver(plan: configuration.plan, runner: runner) { try await self.session(of: request) }
    let summary = try await driver.run(query: query, by: try request.caller(), logger: request.logger)
    return try .json(
      EvidenceMessages.RunResult(
        stopReason: summary.stopReason, operators: summary.calls,
        usage: .init(summary.session.usage, remainingMilliseconds: remaining(summary.session))))
  }

  private func finalize(_ request: ServiceRequest) async throws -> ServiceResponse {
    let session = try await unlockedSession(of: request)
    let now = clock.now().milliseconds
    let mode = try await deadline.run { try await store.finalize(session, nowMilliseconds: now, quota: parts.quota, outbox: outbox) }
    guard let mode else { throw EvidenceFailure.finalized }
    return try .json(EvidenceMessages.Finalized(sessionID: session.id, terminalMode: mode))
  }

  private func ledger(_ request: ServiceRequest) async throws -> ServiceResponse {
    let session = try await session(of: request)
    let after = try request.number("after", within: 0...Int(Int32.max)) ?? 0
    let limit = try request.number("limit", within: Self.pageBounds) ?? Self.defaultPage
    let entries = try await deadline.run { try await store.ledger(session.id, after: after, limit: limit) }
    return try .json(
      EvidenceMessages.LedgerPage(entries: entries, nextAfter: entries.count == limit ? entries.last?.sequence : nil))
  }

  private func placement(_ request: ServiceRequest) async throws -> ServiceResponse {
    let session = try await session(of: request)
    let placement = try await deadline.run { try await store.placement(session.id) }
    return try .json(EvidenceMessages.Placement(placement))
  }

  // MARK: Helpers

  /// The session of the path, if it is the caller's.
  private func session(of request: ServiceRequest) async throws -> EvidenceSession {
    let id = try request.parameter("session_id")
    let caller = try request.caller()
    let found = try await deadline.run { try await store.session(id, tenantID: caller.tenantID, principalID: caller.subject) }
    guard let found else { throw EvidenceFailure.unknownSession }
    return found
  }

  /// The session of the path, if the request also carries its token.
  private func unlockedSession(of request: ServiceRequest) async throws -> EvidenceSession {
    let session = try await session(of: request)
    let presented = Self.hash(request.headers[.sessionToken] ?? "")
    guard constantTimeEquals(Array(presented.utf8), Array(session.tokenHash.utf8)) else { throw EvidenceFailure.sessionTokenRefused }
    return session
  }

  private func remaining(_ session: EvidenceSession) -> Int? {
    parts.budgetRules.remainingMilliseconds(of: session.budget, elapsedMilliseconds: runner.elapsed(session))
  }

  private static func hash(_ token: String) -> String { Hex.encode(Digest.sha256(Array(token.utf8))) }
}

extension HTTPField.Name {
  /// The token of one evidence session, given when it is created.
  public static let sessionToken: HTTPField.Name = HTTPField.Name("X-Session-Token") ?? .cookie
}

extension ServiceRequest {
  /// A number in the query, or nil if the query has none of that name.
  ///
  /// - Throws: A 400 if it is no number, out of bounds, or given twice.
  func number(_ name: String, within bounds: ClosedRange<Int>) throws -> Int? {
    let values = query.filter { $0.name == name }
    guard let text = values.first?.value else { return nil }
    guard values.count == 1, let number = Int(text), bounds.contains(number) else {
      throw ServiceError.invalidRequest("The query parameter '\(name)' must be \(bounds.lowerBound) to \(bounds.upperBound).")
    }
    return number
  }
}
