import GateKit
import GateModel
import JSONDocument

/// `cases: [{NAME: VALUE}, …]` with `steps:`: does the steps once for each row of a table, whose values are variables meanwhile.
public struct CasesStep: StepAction {
  public static let keyword = "cases"
  private static let maximumCases = 1000

  private struct Row: Sendable {
    /// The row as it is written: what variables stand for may be secret, and differs from run to run.
    var label: String
    var values: [(name: String, value: ValueTemplate)]
  }

  private let rows: [Row]
  public let children: [Step]

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    let node = try mapping.required(Self.keyword)
    let nodes = try node.list(Self.keyword)
    guard (1...Self.maximumCases).contains(nodes.count) else {
      throw GateError("'cases' has \(nodes.count) rows", at: node.location, remedy: "Give 1 to \(Self.maximumCases)")
    }
    rows = try nodes.map { node in
      let entries = try node.mapping("case").entries
      return Row(
        label: entries.map { "\($0.key)=\((try? $0.value.text($0.key)) ?? "…")" }.joined(separator: ", "),
        values: try entries.map { (name: $0.key, value: try ValueTemplate($0.value)) })
    }
    children = try parser.steps(try mapping.required("steps"))
  }

  public var summary: String { "a table of \(rows.count) cases" }

  public func run(in scope: inout StepScope) async throws {
    let outer = scope.variables
    for (index, row) in rows.enumerated() {
      scope.variables = outer
      for (name, value) in row.values { scope.variables[name] = try value.resolve(outer) }
      do {
        try await StepRunner.run(children, in: &scope)
      } catch var failure as StepFailure {
        failure.step += " (case \(index + 1): \(row.label))"
        throw failure
      }
    }
    scope.variables = outer
  }
}
