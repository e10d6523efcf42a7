import GateKit
import GateModel
import StepLanguage

/// One scenario file: what it proves, what it disturbs, and its steps.
public struct Scenario: Sendable {
  public var id: String
  public var title: String
  public var requirements: [RequirementID]
  public var defects: [DefectID]
  /// What a run can be limited to.
  public var tags: [String]
  /// Dependencies that a fault proxy stands before.
  public var dependencies: [String]
  /// Switches for the target's start.
  public var options: [String: String]
  /// What the target says when it refuses to start with these options; nil for one that must start.
  public var refusal: Matcher?
  public var deadline: Duration?
  public var setup: [Step]
  public var steps: [Step]
  /// Done in any case, with faults healed.
  public var teardown: [Step]
  public var location: SourceLocation

  static let vocabulary = StepVocabulary.standard.adding([FaultStep.self, HealStep.self, ProcessStep.self, UnansweredStep.self])

  /// Reads a scenario file.
  /// - Throws: `GateError` with line and column.
  /// - Parameter files: hold the fragments and schemas that it names; nil where it may name none.
  public init(text: String, path: String, files: (any FileTree)? = nil) throws {
    let root = try YAMLDocument.parse(text, path: path)
    var mapping = try root.mapping("scenario")
    let parser = StepParser(vocabulary: Self.vocabulary, files: files)
    let name = try mapping.required("id")
    id = try name.text("id")
    guard !id.isEmpty, id.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }) else {
      throw GateError("'\(id)' is no id", at: name.location, remedy: "Use lower-case letters, digits and '-'")
    }
    location = SourceLocation(path: path, line: name.location.line, column: name.location.column)
    title = try mapping.required("title").text("title")
    requirements = try mapping.optional("requirements")?.texts("requirements").map { RequirementID($0) } ?? []
    defects = try mapping.optional("defects")?.texts("defects").map { DefectID($0) } ?? []
    tags = try mapping.optional("tags").map { try Self.tags($0) } ?? []
    dependencies = try mapping.optional("dependencies")?.texts("dependencies") ?? []
    var options: [String: String] = [:]
    for entry in try mapping.optional("options")?.mapping("options").entries ?? [] { options[entry.key] = try entry.value.text(entry.key) }
    self.options = options
    deadline = try mapping.optional("deadline")?.duration("deadline")
    refusal = try mapping.optional("refuses").map { try Matcher($0) }
    // Nothing can be done with a target that must not start.
    let starts = refusal == nil
    setup = starts ? try mapping.optional("setup").map { try parser.steps($0, "setup") } ?? [] : []
    steps = starts ? try parser.steps(try mapping.required("steps")) : []
    teardown = starts ? try mapping.optional("teardown").map { try parser.steps($0, "teardown") } ?? [] : []
    try mapping.finish()
    try checkFaults()
    var flow = NameFlow()
    try flow.follow(setup + steps + teardown)
  }

  private static func tags(_ node: YAMLNode) throws -> [String] {
    try node.list("tags").map { item in
      let tag = try item.text("tag")
      guard !tag.isEmpty, tag.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }) else {
        throw GateError("'\(tag)' is no tag", at: item.location, remedy: "Use lower-case letters, digits and '-'")
      }
      return tag
    }
  }

  /// Every fault must be on a dependency that is proxied, else it could only fail when the scenario runs.
  private func checkFaults() throws {
    for step in Self.flattened(setup + steps + teardown) {
      guard let name = (step.action as? FaultStep)?.dependency ?? (step.action as? HealStep)?.dependency, !dependencies.contains(name)
      else {
        continue
      }
      throw GateError(
        "'\(name)' is not among the scenario's dependencies", at: step.location,
        remedy: dependencies.isEmpty ? "Add 'dependencies: [\(name)]'" : NearestName.advice(for: name, in: dependencies))
    }
  }

  private static func flattened(_ steps: [Step]) -> [Step] {
    steps.flatMap { [$0] + flattened($0.action.children) }
  }
}
