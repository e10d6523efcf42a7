import GateKit
import GateModel

/// Steps that several files share: a file with `fragment: TITLE`, `parameters` and `steps`.
public struct Fragment: Sendable {
  public struct Parameter: Sendable {
    public var name: String
    /// Nil where whoever uses the fragment must give it.
    var standard: ValueTemplate?
  }

  public var title: String
  public var parameters: [Parameter]
  public var steps: [Step]
  public var location: SourceLocation

  /// Whether a file is a fragment by its first level, so that it is not taken for a scenario.
  public static func isFragment(_ root: YAMLNode) -> Bool {
    guard case .mapping(let entries) = root.content else { return false }
    return entries.contains { $0.key == "fragment" }
  }

  /// - Throws: `GateError` with line and column.
  public init(text: String, path: String, parser: StepParser) throws {
    let root = try YAMLDocument.parse(text, path: path)
    location = root.location
    var mapping = try root.mapping("fragment")
    title = try mapping.required("fragment").text("fragment")
    parameters = try mapping.optional("parameters").map { try Self.parameters($0) } ?? []
    steps = try parser.steps(try mapping.required("steps"))
    try mapping.finish()
  }

  /// `[NAME, …]`, or `{NAME: VALUE, …}` with the values that they have where nothing is given; `~` means that it must be.
  private static func parameters(_ node: YAMLNode) throws -> [Parameter] {
    if case .sequence(let nodes) = node.content { return try nodes.map { Parameter(name: try $0.text("parameter"), standard: nil) } }
    return try node.mapping("parameters").entries.map { entry in
      Parameter(name: entry.key, standard: entry.value.isNull ? nil : try ValueTemplate(entry.value))
    }
  }
}
