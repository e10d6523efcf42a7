import GateKit
import GateModel

/// `poll: 5s` with `until:`: does a step, or a list of them, again and again until all of it holds; what it captured then stays.
///
/// It is tried at least once; a try that still runs when the time is over is ended.
public struct PollStep: StepAction {
  public static let keyword = "poll"

  /// What the first try may take at least: one that was cut off says nothing.
  private static let firstTry = Duration.seconds(10)

  private let deadline: Duration
  private let interval: Duration
  public let children: [Step]

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    deadline = try mapping.required(Self.keyword).duration(Self.keyword)
    interval = try mapping.optional("every")?.duration("every") ?? .milliseconds(50)
    let until = try mapping.required("until")
    if case .sequence = until.content { children = try parser.steps(until, "until") } else { children = [try parser.step(until)] }
    guard interval >= .milliseconds(1), deadline > .zero, deadline <= .seconds(600) else {
      throw GateError(
        "'poll' waits too long, not at all, or asks too often", at: until.location, remedy: "Poll for at most 10m, every 1ms or more")
    }
    guard children.contains(where: { $0.judges }) else {
      throw GateError("'until' holds always", at: until.location, remedy: "Poll for a step that expects something")
    }
  }

  public var summary: String { "until \(children.map(\.title).joined(separator: ", "))" }

  public func run(in scope: inout StepScope) async throws {
    var attempts = 0
    var waited = Duration.zero
    var last: StepFailure?
    while true {
      attempts += 1
      var result: Result<StepScope, StepFailure>?
      let patience = attempts == 1 ? max(deadline, Self.firstTry) : max(.milliseconds(1), deadline - waited)
      let before = scope
      waited += try await scope.services.clock.measure { result = try await attempt(before, within: patience) }
      switch result {
      case .success(let after):
        scope = after
        return
      case .failure(let failure): last = failure
      case nil: break
      }
      guard waited < deadline, result != nil else { throw finalFailure(last, attempts: attempts) }
      try await scope.services.clock.sleep(for: interval)
      waited += interval
    }
  }

  /// Nil where the time was over before it ended.
  private func attempt(_ scope: StepScope, within patience: Duration) async throws -> Result<StepScope, StepFailure>? {
    do {
      return try await withDeadline(patience, "a try", clock: scope.services.clock) { [children] in
        var trial = scope
        do {
          try await StepRunner.run(children, in: &trial)
          return .success(trial)
        } catch let failure as StepFailure {
          return .failure(failure)
        }
      }
    } catch is DeadlineExceeded {
      return nil
    }
  }

  private func finalFailure(_ last: StepFailure?, attempts: Int) -> any Error {
    guard var failure = last else {
      return Unmet("the first try", expected: "ended within \(deadline)", found: "still running; it was ended")
    }
    failure.expected += " within \(deadline)"
    failure.found += " after \(attempts) attempts"
    return failure
  }
}
