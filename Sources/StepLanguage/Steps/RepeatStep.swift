import GateKit
import JSONDocument

/// `repeat: N` with `steps:`: does the steps N times; `${iteration}` counts from 1.
public struct RepeatStep: StepAction {
  public static let keyword = "repeat"
  private static let counter = "iteration"

  private let count: Int
  public let children: [Step]

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    count = try mapping.required(Self.keyword).integer(Self.keyword, in: 1...10_000)
    children = try parser.steps(try mapping.required("steps"))
  }

  public var summary: String { "\(count) times" }
  public var innerVariables: [String] { [Self.counter] }

  public func run(in scope: inout StepScope) async throws {
    let outer = scope.variables[Self.counter]
    for iteration in 1...count {
      scope.variables[Self.counter] = .number(JSONNumber(iteration))
      do {
        try await StepRunner.run(children, in: &scope)
      } catch var failure as StepFailure {
        failure.step += " (time \(iteration) of \(count))"
        throw failure
      }
    }
    scope.variables[Self.counter] = outer
  }
}
