import GateModel

/// One step of a file: what it does, and where it stands.
public struct Step: Sendable {
  /// The `name` of the step, or what it does.
  public var title: String
  /// The file gives it a name.
  public var isNamed: Bool
  public var location: SourceLocation
  public var action: any StepAction
  /// Where it uses variables, its children not included.
  public var reads: [VariableUse] = []

  public init(title: String, isNamed: Bool = true, location: SourceLocation, action: any StepAction) {
    self.title = title
    self.isNamed = isNamed
    self.location = location
    self.action = action
  }

  /// It, or a step inside it, can find that something does not hold.
  var judges: Bool { action.judges || action.children.contains { $0.judges } }
}

/// A kind of step. A new one is one type, and one entry in the ``StepVocabulary`` of whoever understands it.
public protocol StepAction: Sendable {
  /// The key that makes a step one of this kind.
  static var keyword: String { get }

  /// Reads the step's keys, its keyword included; the caller checks for unknown ones afterwards.
  /// - Throws: `GateError` with line and column.
  init(_ mapping: inout YAMLMapping, parser: StepParser) throws

  /// What the step does in a few words, for a step without a name.
  var summary: String { get }
  /// Steps inside this one.
  var children: [Step] { get }
  /// The children as lists of which one is done; one list where there is no choice.
  var branches: [[Step]] { get }
  /// Why this target cannot do the step; nil where it can.
  func obstacle(in services: StepServices) -> String?

  /// It can find that something does not hold, its children aside.
  var judges: Bool { get }
  /// Variables that may have a value once it is done.
  var sets: [String] { get }
  /// Variables that only its children see.
  var innerVariables: [String] { get }
  /// Its children see variables whose names are not in the file.
  var hasOpenVariables: Bool { get }
  /// What its children set stays.
  var keepsVariables: Bool { get }
  /// Other names that it makes or uses.
  var names: [NameUse] { get }

  /// Does the step.
  /// - Throws: ``Unmet`` where a condition does not hold; `GateError` where the step cannot be done.
  func run(in scope: inout StepScope) async throws
}

extension StepAction {
  public var children: [Step] { [] }
  public var branches: [[Step]] { [children] }
  public func obstacle(in services: StepServices) -> String? { nil }
  public var judges: Bool { false }
  public var sets: [String] { [] }
  public var innerVariables: [String] { [] }
  public var hasOpenVariables: Bool { false }
  public var keepsVariables: Bool { true }
  public var names: [NameUse] { [] }
}
