import GateKit

/// `set: {NAME: VALUE}`: gives variables their values.
public struct SetStep: StepAction {
  public static let keyword = "set"

  private let values: [(name: String, value: ValueTemplate)]

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    values = try mapping.required(Self.keyword).mapping(Self.keyword).entries.map { (name: $0.key, value: try ValueTemplate($0.value)) }
  }

  public var summary: String { "set \(values.map(\.name).joined(separator: ", "))" }

  public var sets: [String] { values.map(\.name) }

  public func run(in scope: inout StepScope) async throws {
    for (name, value) in values { scope.variables[name] = try value.resolve(scope.variables) }
  }
}
