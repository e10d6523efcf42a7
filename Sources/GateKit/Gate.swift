import GateModel

/// A family of checks.
///
/// A gate is a value that the composition root makes from its settings. It says first what it will do (``plan(in:)``),
/// then does it (``run(_:in:recorder:)``); the engine picks which of the planned cases run and counts what each of
/// them says. Adding a gate is one target and one line in the composition root.
public protocol Gate: Sendable {
  var id: GateID { get }
  /// What the gate proves, in one line.
  var summary: String { get }
  /// Every check that a finding of this gate may name.
  var checks: [CheckDescriptor] { get }
  /// True where a case of this gate that cannot decide does not change the verdict of the run.
  var inconclusiveIsAdvisory: Bool { get }

  /// Says which cases there are, in an order that depends on nothing but the inputs.
  ///
  /// It may read files but starts no target.
  /// - Throws: ``GateError`` when the inputs are wrong; the run then ends as errored.
  func plan(in environment: RunEnvironment) async throws -> GatePlan

  /// Exercises these cases, each through `recorder`. What the gate starts, it ends before it returns, also when it
  /// throws or is cancelled.
  func run(_ cases: [PlannedCase], in environment: RunEnvironment, recorder: any CaseRecorder) async throws
}

extension Gate {
  public var inconclusiveIsAdvisory: Bool { false }

  /// The description of a check of this gate.
  public func descriptor(of check: CheckID) -> CheckDescriptor? { checks.first { $0.id == check } }
}

/// What a gate intends to do.
public enum GatePlan: Sendable {
  case run([PlannedCase])
  case skip(reason: String)
}
