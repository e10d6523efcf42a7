import GateKit
import GateModel

/// What a run will do, made before anything is started.
public struct RunPlan: Sendable {
  public struct Step: Sendable {
    public var gate: any Gate
    /// The cases of this run: selected, and of this shard.
    public var cases: [PlannedCase]
    public var skipReason: String?
    /// True where every case of the gate is in this run.
    public var isComplete: Bool
  }

  public var steps: [Step]
  /// Gates that could not say what they would do.
  public var errors: [OperationalError]
  /// Digest of all case ids before sharding.
  public var digest: String
  public var shard: Shard

  /// How many cases the run will exercise.
  public var caseCount: Int { steps.reduce(0) { $0 + $1.cases.count } }
}

/// Asks the gates and picks what this run exercises.
public struct Planner: Sendable {
  public var selection: Selection

  public init(selection: Selection) { self.selection = selection }

  /// - Throws: ``GateError`` when a gate or pattern of the selection names nothing.
  public func plan(_ gates: [any Gate], in environment: RunEnvironment) async throws -> RunPlan {
    let shard = selection.shard
    guard (1...Shard.limit).contains(shard.count), (1...shard.count).contains(shard.index) else {
      throw GateError("there is no shard \(shard)", remedy: "Give i/n with i from 1 to n, and n of at most \(Shard.limit)")
    }
    for wanted in selection.gates where !gates.contains(where: { $0.id == wanted }) {
      let known = gates.map(\.id.rawValue).joined(separator: ", ")
      throw GateError("there is no gate '\(wanted)'", remedy: "The gates are: \(known)")
    }
    var errors: [OperationalError] = []
    var steps: [RunPlan.Step] = []
    var planned: [PlannedCase] = []
    for gate in gates where selection.admits(gate.id) {
      do {
        let step = try await self.step(gate, in: environment, position: planned.count)
        planned += step.all
        steps.append(step.step)
      } catch let error as CancellationError {
        throw error
      } catch {
        errors.append(OperationalError.wrapping(error, gate: gate.id))
      }
    }
    // A gate that cannot plan may be the one that has the case.
    if errors.isEmpty { try checkPatterns(planned) }
    let digest = Fingerprint(parts: planned.map(\.id.rawValue)).text
    return RunPlan(steps: steps, errors: errors, digest: digest, shard: selection.shard)
  }

  private func checkPatterns(_ planned: [PlannedCase]) throws {
    for pattern in selection.only where !planned.contains(where: { Selection.names(pattern, $0) }) {
      throw GateError(
        "no case matches '\(pattern)'",
        remedy: "Use the id of a check, case, requirement or defect, as 'gatehouse check --list' prints them")
    }
    for tag in selection.tags where !planned.contains(where: { $0.tags.contains(tag) }) {
      throw GateError("no case that is selected has the tag '\(tag)'", remedy: "Scenarios have tags by 'tags: [\(tag)]'")
    }
  }

  private func step(_ gate: any Gate, in environment: RunEnvironment, position: Int) async throws -> (
    step: RunPlan.Step, all: [PlannedCase]
  ) {
    switch try await gate.plan(in: environment) {
    case .skip(let reason):
      return (RunPlan.Step(gate: gate, cases: [], skipReason: reason, isComplete: true), [])
    case .run(let cases):
      try checkUnique(cases, gate: gate.id)
      let selected = cases.filter(selection.admits)
      let mine = share(of: selected, position: position)
      var reason: String?
      if mine.isEmpty, !selected.isEmpty { reason = "its cases are in other shards" }
      if selected.isEmpty, !cases.isEmpty { reason = "no case of it is selected" }
      let step = RunPlan.Step(gate: gate, cases: mine, skipReason: reason, isComplete: mine.count == cases.count)
      return (step, selected)
    }
  }

  /// The cases of this shard: lanes are dealt out one after the other, each as a whole.
  private func share(of cases: [PlannedCase], position: Int) -> [PlannedCase] {
    let shard = selection.shard
    var places: [String: Int] = [:]
    var next = position
    return cases.filter { planned in
      let key = planned.lane.map { "lane \($0)" } ?? "case \(planned.id)"
      let place = places[key] ?? next
      if places.updateValue(place, forKey: key) == nil { next += 1 }
      return place % shard.count == shard.index - 1
    }
  }

  private func checkUnique(_ cases: [PlannedCase], gate: GateID) throws {
    var seen: Set<CaseID> = []
    for planned in cases where !seen.insert(planned.id).inserted {
      throw GateError("two cases of '\(gate)' have the id '\(planned.id)'", at: planned.location, remedy: "Give each its own id")
    }
  }
}

extension OperationalError {
  /// An error that somebody threw, as an event.
  static func wrapping(_ error: any Error, gate: GateID?) -> OperationalError {
    if let error = error as? GateError {
      let place = error.location.map { "\($0): " } ?? ""
      return OperationalError(message: place + error.message, gate: gate, remedy: error.remedy)
    }
    if let error = error as? TargetError {
      let output = error.output.isEmpty ? "" : "; its last output: " + error.output.suffix(5).joined(separator: " | ")
      return OperationalError(message: error.message + output, gate: gate, remedy: error.remedy)
    }
    if error is CancellationError {
      return OperationalError(message: "it was cancelled, and not by the run", gate: gate, remedy: "Correct what cancels it")
    }
    return OperationalError(message: ErrorText.of(error), gate: gate, remedy: "See the message; the rest of the run went on")
  }
}
