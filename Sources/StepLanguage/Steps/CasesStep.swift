import GateKit
import GateModel
import JSONDocument

/// `cases: [{NAME: VALUE}, …]` with `steps:`: does the steps once for each row of a table, whose values are variables meanwhile.
///
/// `cases: "${list}"` takes the rows from a captured list: the members of an object, or `${item}` for any other value.
public struct CasesStep: StepAction {
  public static let keyword = "cases"
  private static let maximumCases = 1000
  private static let item = "item"

  private struct Row: Sendable {
    /// The row as it is written: what variables stand for may be secret, and differs from run to run.
    var label: String
    var values: [(name: String, value: ValueTemplate)]
  }

  private enum Table: Sendable {
    case rows([Row])
    case variable(TextTemplate)
  }

  private let table: Table
  public let children: [Step]

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    let node = try mapping.required(Self.keyword)
    if case .scalar(let text, _) = node.content, text.contains("${") {
      let template = try TextTemplate(node, Self.keyword)
      guard template.soleVariable != nil else {
        throw GateError("'\(text)' is no table", at: node.location, remedy: "Give a list of rows, or one variable that holds a list")
      }
      table = .variable(template)
    } else {
      table = .rows(try Self.rows(node))
    }
    children = try parser.steps(try mapping.required("steps"))
  }

  private static func rows(_ node: YAMLNode) throws -> [Row] {
    let nodes = try node.list(keyword)
    guard (1...maximumCases).contains(nodes.count) else {
      throw GateError("'cases' has \(nodes.count) rows", at: node.location, remedy: "Give 1 to \(maximumCases)")
    }
    return try nodes.map { node in
      let entries = try node.mapping("case").entries
      return Row(
        label: entries.map { "\($0.key)=\((try? $0.value.text($0.key)) ?? "…")" }.joined(separator: ", "),
        values: try entries.map { (name: $0.key, value: try ValueTemplate($0.value)) })
    }
  }

  public var summary: String {
    switch table {
    case .rows(let rows): "a table of \(rows.count) cases"
    case .variable(let template): "each of ${\(template.soleVariable ?? "")}"
    }
  }

  public var innerVariables: [String] {
    if case .rows(let rows) = table { rows.flatMap { $0.values.map(\.name) } } else { [Self.item] }
  }

  public var hasOpenVariables: Bool { if case .variable = table { true } else { false } }
  public var keepsVariables: Bool { false }

  public func run(in scope: inout StepScope) async throws {
    let outer = scope.variables
    for (index, row) in try rows(outer).enumerated() {
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

  private func rows(_ variables: Variables) throws -> [Row] {
    switch table {
    case .rows(let rows): return rows
    case .variable(let template):
      let name = template.soleVariable ?? ""
      guard let items = try variables.value(name, at: template.location).array, (1...Self.maximumCases).contains(items.count) else {
        throw GateError(
          "'${\(name)}' is no list of 1 to \(Self.maximumCases) rows, so nothing would be done", at: template.location,
          remedy: "Make sure that there is something to go through; capture a list with 'all: true'")
      }
      return items.map { item in
        let values = item.object.map { $0.members.map { (name: $0.key, value: ValueTemplate.literal($0.value)) } }
        return Row(label: "of \(items.count)", values: values ?? [(name: Self.item, value: .literal(item))])
      }
    }
  }
}
