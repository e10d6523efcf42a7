import GateKit
import GateModel
import JSONDocument

/// `if: {NAME: CONDITION}` with `then:` and `else:`: does the one list where variables are as they must be, the other where not.
///
/// A case whose condition was never true has not judged what stands in `then`: without an `else` it proves nothing.
public struct IfStep: StepAction {
  public static let keyword = "if"

  private let conditions: [(name: String, matcher: Matcher, location: SourceLocation)]
  private let then: [Step]
  private let otherwise: [Step]

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    let node = try mapping.required(Self.keyword)
    conditions = try node.mapping(Self.keyword).entries.map { (name: $0.key, matcher: try Matcher($0.value), location: $0.keyLocation) }
    guard !conditions.isEmpty else {
      throw GateError("'if' has no condition", at: node.location, remedy: "Name a variable and what it must be: {status: 201}")
    }
    then = try parser.steps(try mapping.required("then"), "then")
    otherwise = try mapping.optional("else").map { try parser.steps($0, "else") } ?? []
  }

  public var summary: String { "if \(conditions.map(\.name).joined(separator: ", "))" }
  public var children: [Step] { then + otherwise }
  public var branches: [[Step]] { otherwise.isEmpty ? [then] : [then, otherwise] }
  public var names: [NameUse] { conditions.map { NameUse(role: .condition, text: $0.name, location: $0.location) } }

  public func run(in scope: inout StepScope) async throws {
    let variables = scope.variables
    let holds = try conditions.allSatisfy { condition in
      let found = variables[condition.name].map { [$0] } ?? []
      return try condition.matcher.mismatch(found, variables: variables) == nil
    }
    try await StepRunner.run(holds ? then : otherwise, in: &scope)
  }
}
