import GateKit
import GateModel
import JSONDocument

/// `cases: [{NAME: VALUE}, …]` with `steps:`: does the steps once for each row of a table, whose values are variables meanwhile.
public struct CasesStep: StepAction {
  public static let keyword = "cases"
  private static let maximumCases = 1000

  private let rows: [[(name: String, value: ValueTemplate)]]
  public let children: [Step]

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    let node = try mapping.required(Self.keyword)
    let nodes = try node.list(Self.keyword)
    guard (1...Self.maximumCases).contains(nodes.count) else {
      throw GateError("'cases' has \(nodes.count) rows", at: node.location, remedy: "Give 1 to \(Self.maximumCases)")
    }
    rows = try nodes.map { row in
      try row.mapping("case").entries.map { (name: $0.key, value: try ValueTemplate($0.value)) }
    }
    children = try parser.steps(try mapping.required("steps"))
  }

  public var summary: String { "a table of \(rows.count) cases" }

  public func run(in scope: inout StepScope) async throws {
    let outer = scope.variables
    for (index, row) in rows.enumerated() {
      scope.variables = outer
      for (name, value) in row { scope.variables[name] = try value.resolve(outer) }
      do {
        try await StepRunner.run(children, in: &scope)
      } catch var failure as StepFailure {
        let values = try row.map { "\($0.name)=\(try $0.value.resolve(outer).serialized())" }.joined(separator: ", ")
        failure.step += " (case \(index + 1): \(values))"
        throw failure
      }
    }
    scope.variables = outer
  }
}
