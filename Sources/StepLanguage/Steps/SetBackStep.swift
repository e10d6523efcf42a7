/// `set-back: 1h`: sets the target's wall clock back, as an administrator or a time server would; no time passes by that. Where the clock
/// cannot be moved, the case is skipped with that reason.
public struct SetBackStep: StepAction {
  public static let keyword = "set-back"

  private let duration: Duration

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    duration = try mapping.required(Self.keyword).duration(Self.keyword)
  }

  public var summary: String { "the wall clock is set back by \(duration)" }

  public func obstacle(in services: StepServices) -> String? {
    services.clockObstacle
  }

  public func run(in scope: inout StepScope) async throws {
    try await scope.services.movableClock().setBack(by: duration)
  }
}
