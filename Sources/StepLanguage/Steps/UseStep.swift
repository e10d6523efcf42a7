import GateKit

/// `use: FILE` with `with: {NAME: VALUE}`: does the steps of a fragment.
///
/// They see the variables of whoever uses them and the parameters; what they set and capture stays, the parameters do not.
public struct UseStep: StepAction {
  public static let keyword = "use"

  private let title: String
  private let values: [(name: String, value: ValueTemplate)]
  public let children: [Step]

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    let node = try mapping.required(Self.keyword)
    let fragment = try parser.fragment(node)
    let given = mapping.optional("with")
    let entries = try given?.mapping("with").entries ?? []
    for entry in entries where !fragment.parameters.contains(where: { $0.name == entry.key }) {
      throw GateError(
        "the fragment has no parameter '\(entry.key)'", at: entry.keyLocation,
        remedy: NearestName.advice(for: entry.key, in: fragment.parameters.map(\.name)))
    }
    values = try fragment.parameters.map { parameter in
      if let entry = entries.first(where: { $0.key == parameter.name }) { return (parameter.name, try ValueTemplate(entry.value)) }
      guard let standard = parameter.standard else {
        throw GateError(
          "the fragment needs '\(parameter.name)'", at: node.location, remedy: "Add 'with: { \(parameter.name): … }'")
      }
      return (parameter.name, standard)
    }
    title = fragment.title
    children = fragment.steps
  }

  public var summary: String { title }
  public var innerVariables: [String] { values.map(\.name) }

  public func run(in scope: inout StepScope) async throws {
    let outer = scope.variables
    for (name, value) in values { scope.variables[name] = try value.resolve(outer) }
    do {
      try await StepRunner.run(children, in: &scope)
    } catch var failure as StepFailure {
      failure.step = "\(title): \(failure.step)"
      throw failure
    }
    for (name, _) in values { scope.variables[name] = outer[name] }
  }
}
