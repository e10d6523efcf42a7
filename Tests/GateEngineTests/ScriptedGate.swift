import GateKit
import GateModel

/// A gate whose plan and cases a test writes down.
struct ScriptedGate: Gate {
  typealias Body = @Sendable (CaseContext) async throws -> CaseOutcome

  struct Case: Sendable {
    var planned: PlannedCase
    var deadline: Duration
    var body: Body
  }

  static let check = CheckDescriptor(id: "test/wrong", title: "Wrong", rationale: "It matters.", remedy: "Mend it", requirements: ["R-1"])

  var id: GateID
  var summary: String { "what '\(id)' proves" }
  var checks: [CheckDescriptor] { [Self.check] }
  var inconclusiveIsAdvisory = false
  var cases: [Case]
  var skipReason: String?
  var planError: (any Error)?
  /// Runs instead of the cases, one after the other.
  var script: (@Sendable ([PlannedCase], any CaseRecorder) async throws -> Void)?

  init(_ id: GateID, _ cases: [Case] = []) {
    self.id = id
    self.cases = cases
  }

  /// Cases that pass.
  init(_ id: GateID, passing count: Int) {
    self.init(id, (0..<count).map { .case(CaseID("\(id)/\($0 + 1)")) { _ in .passed } })
  }

  func plan(in environment: RunEnvironment) async throws -> GatePlan {
    if let planError { throw planError }
    if let skipReason { return .skip(reason: skipReason) }
    return .run(cases.map(\.planned))
  }

  func run(_ wanted: [PlannedCase], in environment: RunEnvironment, recorder: any CaseRecorder) async throws {
    if let script { return try await script(wanted, recorder) }
    for planned in wanted {
      guard let found = cases.first(where: { $0.planned.id == planned.id }) else { continue }
      try await recorder.run(planned, deadline: found.deadline, found.body)
    }
  }
}

extension ScriptedGate.Case {
  static func `case`(
    _ id: CaseID, check: CheckID = "test/wrong", requirements: [RequirementID] = [], defects: [DefectID] = [],
    deadline: Duration = .seconds(60), _ body: @escaping ScriptedGate.Body
  ) -> Self {
    Self(
      planned: PlannedCase(id: id, title: id.rawValue, check: check, requirements: requirements, defects: defects), deadline: deadline,
      body: body)
  }

  /// Reports a finding and says that it failed.
  static func failing(_ id: CaseID, subject: String = "x", severity: Severity = .error, path: String = "a.txt") -> Self {
    .case(id) { context in
      await context.report(
        ScriptedGate.check, message: "it is wrong", subject: subject, location: SourceLocation(path: path, line: 1), severity: severity)
      return .failed
    }
  }
}
