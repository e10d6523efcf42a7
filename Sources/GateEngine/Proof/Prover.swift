import GateKit
import GateModel

/// Shows that each check can fail: switches seeded defects on one by one and runs only the cases that claim them.
public struct Prover: Sendable {
  /// A fault that can be switched on.
  public struct Subject: Sendable {
    public var id: DefectID
    public var requirements: [RequirementID]
    public var summary: String
    /// An environment in which it is on.
    public var environment: @Sendable () throws -> RunEnvironment

    public init(
      id: DefectID, requirements: [RequirementID], summary: String, environment: @escaping @Sendable () throws -> RunEnvironment
    ) {
      self.id = id
      self.requirements = requirements
      self.summary = summary
      self.environment = environment
    }
  }

  private let gates: [any Gate]
  private let options: Engine.Options
  private let control: RunControl
  private let progress: @Sendable (String) -> Void

  /// - Parameter progress: told a line after each defect.
  public init(gates: [any Gate], options: Engine.Options, control: RunControl, progress: @escaping @Sendable (String) -> Void = { _ in }) {
    self.gates = gates
    self.options = options
    self.control = control
    self.progress = progress
  }

  /// Runs all claiming cases on the healthy service, then each defect.
  public func prove(
    _ subjects: [Subject], healthy: RunEnvironment, register: [Requirement], requirements: Set<RequirementID>? = nil
  ) async throws -> ProofReport {
    var report = ProofReport(
      seed: healthy.seed.value, healthyFailures: [], healthyCases: 0, rows: [],
      gaps: requirements == nil ? gaps(register, subjects) : [])
    let wanted = Set(subjects.flatMap(\.requirements))
    let log = try await run(claiming: wanted, defects: Set(subjects.map(\.id)), in: healthy)
    let summary = RunSummary(log)
    report.healthyCases = summary.steps.reduce(0) { $0 + $1.exercised }
    report.healthyFailures = failures(of: summary)
    // What is wrong on the healthy service too was not caught by switching anything on.
    let known = Set(summary.findings.map(\.finding.fingerprint))
    progress("healthy service: \(report.healthyCases) cases, \(report.healthyFailures.count) problem(s)")
    for subject in subjects {
      guard await control.interruption == nil else { break }
      let row = try await row(subject, known: known)
      progress(
        "\(row.isCaught ? "caught" : "MISSED")  \(row.defect)  \(row.milliseconds) ms  \(row.caughtBy.map(\.rawValue).joined(separator: ", "))"
      )
      report.rows.append(row)
    }
    if let interruption = await control.interruption {
      report.gaps.append("\(interruption): \(subjects.count - report.rows.count) of \(subjects.count) defects were not tried")
    }
    return report
  }

  private func row(_ subject: Subject, known: Set<Fingerprint>) async throws -> ProofReport.Row {
    let clock = ContinuousClock()
    let start = clock.now
    var row = ProofReport.Row(
      defect: subject.id, requirements: subject.requirements, summary: subject.summary, caughtBy: [], cases: 0, milliseconds: 0, detail: "")
    do {
      let log = try await run(claiming: Set(subject.requirements), defects: [subject.id], in: try subject.environment())
      let summary = RunSummary(log)
      row.cases = summary.steps.reduce(0) { $0 + $1.cases.count }
      let mine = summary.findings.map(\.finding).filter { finding in
        finding.failsRun && !known.contains(finding.fingerprint) && finding.requirements.contains { subject.requirements.contains($0) }
      }
      row.caughtBy = Set(mine.map(\.check)).sorted()
      row.detail = mine.first?.message ?? Self.silence(summary, cases: row.cases)
    } catch let error as CancellationError {
      throw error
    } catch {
      row.detail = "it could not be run: \(error)"
    }
    row.milliseconds = start.duration(to: clock.now).wholeMicroseconds / 1000
    return row
  }

  private func run(claiming requirements: Set<RequirementID>, defects: Set<DefectID>, in environment: RunEnvironment) async throws -> RunLog
  {
    var plan = try await Planner(selection: Selection()).plan(gates, in: environment)
    plan.steps = plan.steps.compactMap { step in
      var step = step
      step.isComplete = false
      step.cases = step.cases.filter { planned in
        planned.requirements.contains(where: requirements.contains) || planned.defects.contains(where: defects.contains)
      }
      return step.cases.isEmpty ? nil : step
    }
    return await Engine(options: options, log: EventLog(sinks: [], clock: environment.clock), control: control).run(plan, in: environment)
  }

  private func failures(of summary: RunSummary) -> [String] {
    var problems = summary.operationalErrors.map { "error: \($0.message)" }
    problems += summary.findings.filter(\.finding.failsRun).map { "\($0.finding.check): \($0.finding.message)" }
    for step in summary.steps {
      for record in step.cases {
        switch record.outcome {
        case .errored(let reason): problems.append("\(record.planned.id) errored: \(reason)")
        case .inconclusive(let reason) where !step.inconclusiveIsAdvisory:
          problems.append("\(record.planned.id) is inconclusive: \(reason)")
        case nil: problems.append("\(record.planned.id) did not run")
        default: break
        }
      }
    }
    return problems
  }

  private func gaps(_ register: [Requirement], _ subjects: [Subject]) -> [String] {
    let seeded = Set(subjects.map(\.id))
    let known = Set(register.map(\.id))
    var gaps: [String] = []
    for requirement in register where requirement.state == .proved {
      if requirement.defects.isEmpty { gaps.append("\(requirement.id) says it is proved and has no seeded defect") }
      for defect in requirement.defects where !seeded.contains(defect) {
        gaps.append("\(requirement.id) says it is proved, and its defect '\(defect)' is not seeded")
      }
    }
    for subject in subjects {
      for requirement in subject.requirements where !known.contains(requirement) {
        gaps.append("the defect '\(subject.id)' names the requirement '\(requirement)', which the register does not have")
      }
    }
    return gaps
  }

  private static func silence(_ summary: RunSummary, cases: Int) -> String {
    if cases == 0 { return "no case claims it" }
    if let error = summary.operationalErrors.first { return "the run errored: \(error.message)" }
    let reasons = summary.steps.flatMap(\.cases).compactMap { record in record.outcome?.reason.map { "\(record.planned.id): \($0)" } }
    return reasons.first.map { "nobody caught it; \($0)" } ?? "nobody caught it: \(cases) case(s) passed"
  }
}
