import GateKit
import GateModel

/// Makes steps of located YAML.
public struct StepParser: Sendable {
  /// Most steps in one list.
  private static let maximumSteps = 1000
  private let vocabulary: StepVocabulary

  public init(vocabulary: StepVocabulary = .standard) {
    self.vocabulary = vocabulary
  }

  /// A list of steps; an empty one is an error, because it would hold without having been tried.
  /// - Throws: `GateError` with line and column.
  public func steps(_ node: YAMLNode, _ name: String = "steps") throws -> [Step] {
    let nodes = try node.list(name)
    guard (1...Self.maximumSteps).contains(nodes.count) else {
      throw GateError("'\(name)' has \(nodes.count) steps", at: node.location, remedy: "Give 1 to \(Self.maximumSteps) steps")
    }
    return try nodes.map { try step($0) }
  }

  public func step(_ node: YAMLNode) throws -> Step {
    var mapping = try node.mapping("step")
    let found = mapping.entries.filter { vocabulary.actions[$0.key] != nil }
    guard let first = found.first, let type = vocabulary.actions[first.key] else {
      let entry = mapping.entries.first { $0.key != "name" }
      throw GateError(
        "the step does nothing known", at: entry?.keyLocation ?? node.location,
        remedy: NearestName.advice(for: entry?.key ?? "", in: vocabulary.keywords))
    }
    guard found.count == 1 else {
      throw GateError(
        "the step is both '\(found[0].key)' and '\(found[1].key)'", at: found[1].keyLocation, remedy: "Make two steps of it")
    }
    let name = try mapping.optional("name")?.text("name")
    let action = try type.init(&mapping, parser: self)
    try mapping.finish()
    return Step(title: name ?? action.summary, isNamed: name != nil, location: node.location, action: action)
  }
}
