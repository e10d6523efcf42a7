import Logging

/// Walks through a plan until it is complete or a budget ends it.
struct RunDriver: Sendable {
  let plan: RunPlan
  let runner: OperatorRunner
  /// Reads the session again, with what it has spent by now.
  let reload: @Sendable () async throws -> EvidenceSession

  /// What a run did.
  struct Summary: Sendable {
    var stopReason: StopReason
    var calls: [EvidenceOperator]
    var session: EvidenceSession
  }

  /// - Throws: `EvidenceFailure` for everything but a budget, which is a normal end.
  func run(query: String, by principal: Principal, logger: Logger) async throws -> Summary {
    var calls: [EvidenceOperator] = []
    func call(_ name: EvidenceOperator, _ parameters: OperatorParameters) async throws -> [EvidenceRow] {
      let outcome = try await runner.call(name, parameters, in: try await reload(), by: principal, logger: logger)
      calls.append(name)
      return outcome.rows
    }
    var reason = StopReason.planComplete
    do {
      for step in plan.steps {
        switch step {
        case .call(let name, var parameters):
          if parameters.query == "$query" { parameters.query = query }
          _ = try await call(name, parameters)
        case .searchThenFetch(let maxReferences):
          let found = try await call(.search, OperatorParameters(query: query))
          for reference in found.compactMap(\.reference).prefix(maxReferences) {
            _ = try await call(.fetchSpan, OperatorParameters(reference: reference, depth: 2))
          }
        }
      }
    } catch EvidenceFailure.budget(let violation) {
      reason = violation == .wallclock ? .wallclockExceeded : .budgetExceeded
    }
    return Summary(stopReason: reason, calls: calls, session: try await reload())
  }
}
