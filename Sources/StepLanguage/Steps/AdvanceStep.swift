/// `advance: 60s`: moves the target's clock forward, where it can be moved; otherwise the case is skipped with that reason.
public struct AdvanceStep: StepAction {
  public static let keyword = "advance"

  private let duration: Duration

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    duration = try mapping.required(Self.keyword).duration(Self.keyword)
  }

  public var summary: String { "the clock moves by \(duration)" }

  public func obstacle(in services: StepServices) -> String? {
    services.clockObstacle
  }

  public func run(in scope: inout StepScope) async throws {
    try await scope.services.movableClock().advance(by: duration)
  }
}
