import GateKit
import GateModel

/// Makes steps of located YAML.
public struct StepParser: Sendable {
  /// Most steps in one list.
  private static let maximumSteps = 1000
  /// Keys of a step whose values are steps themselves.
  private static let childKeys: Set<String> = ["steps", "until", "then", "else"]

  /// Files that a step may name, by path from the root of the repository; nil where none may be.
  public let files: (any FileTree)?
  private let vocabulary: StepVocabulary
  private let budget = StepBudget()
  /// Fragments that are being read, from the outermost.
  private var open: [String] = []

  public init(vocabulary: StepVocabulary = .standard, files: (any FileTree)? = nil) {
    self.vocabulary = vocabulary
    self.files = files
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
    try budget.spend(at: node.location)
    var mapping = try node.mapping("step")
    let found = mapping.entries.filter { vocabulary.actions[$0.key] != nil }
    guard let first = found.first, let type = vocabulary.actions[first.key] else {
      let entry = mapping.entries.first { $0.key != "name" }
      throw GateError(
        entry.map { "unknown step '\($0.key)'" } ?? "the step does nothing", at: entry?.keyLocation ?? node.location,
        remedy: NearestName.advice(for: entry?.key ?? "", in: vocabulary.keywords))
    }
    guard found.count == 1 else {
      throw GateError(
        "the step is both '\(found[0].key)' and '\(found[1].key)'", at: found[1].keyLocation, remedy: "Make two steps of it")
    }
    let name = try mapping.optional("name")?.text("name")
    let action = try type.init(&mapping, parser: self)
    try mapping.finish()
    var step = Step(title: name ?? action.summary, isNamed: name != nil, location: node.location, action: action)
    for entry in mapping.entries where !Self.childKeys.contains(entry.key) { step.reads += try VariableUse.all(in: entry.value) }
    return step
  }

  /// Reads the fragment that a step names.
  /// - Parameter node: the path of its file, from the folder of the file that names it.
  /// - Throws: `GateError` for a file that is not there, and for one that contains itself.
  func fragment(_ node: YAMLNode) throws -> Fragment {
    guard let files else {
      throw GateError("fragments cannot be used here", at: node.location, remedy: "Write the steps out")
    }
    let path = try RepositoryPath.resolve(try node.text("use"), from: node.location)
    guard !open.contains(path) else {
      let circle = (open.drop { $0 != path } + [path]).joined(separator: " -> ")
      throw GateError("the fragment contains itself: \(circle)", at: node.location, remedy: "Take one of these 'use' steps out")
    }
    var inner = self
    inner.open.append(path)
    return try Fragment(text: try RepositoryPath.text(path, in: files, namedAt: node.location), path: path, parser: inner)
  }
}
