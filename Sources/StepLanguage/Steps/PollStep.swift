import GateKit
import GateModel

/// `poll: 5s` with `until:`: does a step again and again until it holds; what it captured then stays.
public struct PollStep: StepAction {
  public static let keyword = "poll"

  private let deadline: Duration
  private let interval: Duration
  private let step: Step

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    deadline = try mapping.required(Self.keyword).duration(Self.keyword)
    interval = try mapping.optional("every")?.duration("every") ?? .milliseconds(50)
    let until = try mapping.required("until")
    step = try parser.step(until)
    guard interval >= .milliseconds(1), deadline <= .seconds(600) else {
      throw GateError("'poll' waits too long or asks too often", at: until.location, remedy: "Poll for at most 10m, every 1ms or more")
    }
  }

  public var summary: String { "until \(step.title)" }
  public var children: [Step] { [step] }

  public func run(in scope: inout StepScope) async throws {
    var attempts = 0
    var waited = Duration.zero
    while true {
      attempts += 1
      var trial = scope
      var failure: StepFailure?
      waited += try await scope.services.clock.measure {
        do {
          try await StepRunner.run(step, in: &trial)
        } catch let unmet as StepFailure {
          failure = unmet
        }
      }
      guard var failure else {
        scope = trial
        return
      }
      guard waited < deadline else {
        failure.expected += " within \(deadline)"
        failure.found += " after \(attempts) attempts"
        throw failure
      }
      try await scope.services.clock.sleep(for: interval)
      waited += interval
    }
  }
}
