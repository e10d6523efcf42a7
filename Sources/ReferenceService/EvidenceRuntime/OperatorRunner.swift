import Logging

/// Runs operator calls: budget, policy, safe view, charge, ledger, in that order.
struct OperatorRunner: Sendable {
  /// Refusals by budget.
  static let violations = MetricFamily.counter("budget_violations_total", "Calls and runs stopped by a budget, by budget.")
  /// Calls that returned evidence.
  static let calls = MetricFamily.counter("operator_calls_total", "Operator calls that were charged, by operator.")

  /// What a call returned.
  struct Outcome: Sendable {
    var rows: [EvidenceRow]
    var byteCount: Int
    var sequence: Int
    var usage: BudgetUsage
  }

  let parts: EvidenceParts
  let store: EvidenceStore
  let view: SafeView
  let deadline: StoreDeadline
  let clock: any ServiceClock
  let metrics: MetricsRegistry
  let parallel = ParallelCalls()

  /// One call in a session that belongs to the caller and is not finalized.
  ///
  /// - Throws: `EvidenceFailure`
  func call(
    _ name: EvidenceOperator, _ parameters: OperatorParameters, in session: EvidenceSession, by principal: Principal, logger: Logger
  ) async throws -> Outcome {
    if let problem = parameters.problem(for: name) { throw EvidenceFailure.invalid("The parameters are wrong: \(problem).") }
    if session.terminalMode != nil { throw EvidenceFailure.finalized }
    do {
      return try await parallel.run(session: session.id, limit: session.budget.maxParallelism) {
        try check(session, parameters)
        try await permit(name, principal)
        let rows = try await deadline.run { try await view.run(name, parameters, tenantID: session.tenantID) }
        // The operator may have taken long; what comes too late is not handed out.
        try check(session, parameters)
        return try await charge(session, name, rows: rows)
      }
    } catch let failure as EvidenceFailure {
      await record(failure, name, session, logger: logger)
      throw failure
    }
  }

  /// Milliseconds since the session was created.
  func elapsed(_ session: EvidenceSession) -> Int { Int(clock.now().milliseconds - session.createdAtMilliseconds) }

  private func check(_ session: EvidenceSession, _ parameters: OperatorParameters) throws {
    let violation = parts.budgetRules.violation(
      of: session.budget, usage: session.usage, elapsedMilliseconds: elapsed(session), depth: parameters.depth ?? 1)
    if let violation { throw EvidenceFailure.budget(violation) }
  }

  private func permit(_ name: EvidenceOperator, _ principal: Principal) async throws {
    let request = PolicyRequest(
      principalID: principal.subject, tenantID: principal.tenantID, roles: [principal.role.rawValue], action: name.rawValue,
      resource: EvidenceOperator.resource)
    do {
      guard try await parts.policy.decide(request).allow else { throw EvidenceFailure.policyDenied }
    } catch let failure as PolicyFailure {
      throw EvidenceFailure.policy(failure)
    }
  }

  private func charge(_ session: EvidenceSession, _ name: EvidenceOperator, rows: [EvidenceRow]) async throws -> Outcome {
    let byteCount = rows.map(\.byteCount).reduce(0, +)
    let now = clock.now().milliseconds
    let charged = try await deadline.run {
      try await store.charge(
        session, name, rowCount: rows.count, byteCount: byteCount, detail: "rows \(rows.count)", nowMilliseconds: now)
    }
    guard let charged else { throw try await whyNotCharged(session) }
    metrics.increment(Self.calls, labels: ["operator": name.rawValue])
    return Outcome(rows: rows, byteCount: byteCount, sequence: charged.sequence, usage: charged.usage)
  }

  private func whyNotCharged(_ session: EvidenceSession) async throws -> EvidenceFailure {
    let current = try await deadline.run {
      try await store.session(session.id, tenantID: session.tenantID, principalID: session.principalID)
    }
    guard let current else { return .unknownSession }
    if current.terminalMode != nil { return .finalized }
    return .budget(current.usage.calls >= current.budget.maxCalls ? .calls : .bytes)
  }

  /// Counts and records a refusal. The caller's answer does not depend on it: without a store there is no entry.
  private func record(_ failure: EvidenceFailure, _ name: EvidenceOperator, _ session: EvidenceSession, logger: Logger) async {
    let entry: (kind: LedgerEntryKind, detail: String)
    switch failure {
    case .budget(let violation):
      metrics.increment(Self.violations, labels: ["budget": violation.rawValue.lowercased()])
      entry = (.budgetExceeded, violation.rawValue.lowercased())
    case .policyDenied: entry = (.policyDenied, "the policy does not allow it")
    case .policy(.unreachable): entry = (.sourceUnavailable, "the policy engine cannot be reached")
    case .policy(.timedOut): entry = (.sourceUnavailable, "the policy engine did not answer in time")
    case .invalid, .unknownSession, .sessionTokenRefused, .finalized, .quotaExceeded, .storeTimedOut, .storeUnavailable: return
    }
    let now = clock.now().milliseconds
    do {
      try await deadline.run {
        try await store.recordRefusal(session.id, entry.kind, name, detail: entry.detail, nowMilliseconds: now)
      }
    } catch {
      logger.warning("a refusal could not be recorded", metadata: ["session": "\(session.id)", "kind": "\(entry.kind.rawValue)"])
    }
  }
}

extension ServiceInstant {
  /// Whole milliseconds since the Unix epoch.
  var milliseconds: Int64 { microseconds / 1_000 }
}
