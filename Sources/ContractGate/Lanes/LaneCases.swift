import GateKit
import GateModel

/// The cases of one operation, or of the document: the first does the work, each reports what came out for its check.
struct LaneCases {
  let tasks: [ContractTask]
  let session: ContractSession
  let instances: ServiceInstances

  /// The work of an operation ends by itself when its requests are used up; this bounds a service that is slow with each.
  private static let deadline = Duration.seconds(600)

  func run(_ recorder: any CaseRecorder) async throws {
    let memo = LaneMemo(tasks: tasks, session: session, instances: instances)
    for task in tasks {
      try await recorder.run(task.planned, deadline: Self.deadline) { context in
        if case .document(let check) = task.check.role { return try await run(check, context) }
        let report = try await memo.report()
        let findings = FindingReport(session: session, context: context)
        for violation in report.findings[task.check.id] ?? [] { await findings.report(violation, of: task.check) }
        return report.outcomes[task.check.id] ?? .errored(reason: "the check was not run; that is a defect of the gate")
      }
    }
  }

  private func run(_ check: any DocumentCheck, _ context: CaseContext) async throws -> CaseOutcome {
    for violation in try check.violations(in: session.model) {
      await context.report(
        check.descriptor, message: violation.message, subject: session.model.document.path,
        location: session.model.location(of: violation.pointer), identity: violation.cause)
    }
    return .passed
  }
}

/// The report of a lane, made once.
private actor LaneMemo {
  private let tasks: [ContractTask]
  private let session: ContractSession
  private let instances: ServiceInstances
  private var known: Result<LaneReport, any Error>?

  init(tasks: [ContractTask], session: ContractSession, instances: ServiceInstances) {
    (self.tasks, self.session, self.instances) = (tasks, session, instances)
  }

  /// The cases of a lane ask one after the other, so that nobody asks while the work is going on.
  func report() async throws -> LaneReport {
    if let known { return try known.get() }
    guard let operation = tasks.lazy.compactMap(\.operation).first else { return LaneReport() }
    do {
      let runner = LaneRunner(operation: operation, checks: tasks.map(\.check), session: session, instances: instances)
      let report = try await runner.run()
      known = .success(report)
      return report
    } catch {
      known = .failure(error)
      throw error
    }
  }
}
