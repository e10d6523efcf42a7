import GateKit
import GateModel

/// Checks, before anything starts, that every variable, metrics page and stream has been made before a step uses it.
public struct NameFlow: Sendable {
  /// Variables that have a value so far, or may have one.
  public private(set) var variables: Set<String>
  private var pages: Set<String> = []
  private var streams: Set<String> = []

  /// - Parameter variables: that have a value before the first step.
  public init(_ variables: Set<String> = []) { self.variables = variables }

  /// Goes through steps in the order in which they are done.
  /// - Throws: `GateError` for the first use of something that nothing made.
  public mutating func follow(_ steps: [Step]) throws {
    for step in steps { try follow(step) }
  }

  private mutating func follow(_ step: Step) throws {
    for use in step.reads where !isKnown(use.name) {
      throw GateError(
        "'${\(use.name)}' has no value here: nothing set or captured it before", at: use.location,
        remedy: NearestName.advice(for: use.name, in: Array(variables)))
    }
    for name in step.action.names { try check(name) }
    if !step.action.children.isEmpty { try enter(step.action) }
    variables.formUnion(step.action.sets)
    for name in step.action.names {
      switch name.role {
      case .savesPage: pages.insert(name.text)
      case .opensStream: streams.insert(name.text)
      case .condition, .readsPage, .usesStream: break
      }
    }
  }

  private mutating func enter(_ action: any StepAction) throws {
    var inner = self
    inner.variables.formUnion(action.innerVariables)
    inner.acceptsAll = inner.acceptsAll || action.hasOpenVariables
    try inner.follow(action.children)
    pages = inner.pages
    streams = inner.streams
    if action.keepsVariables { variables.formUnion(inner.variables.subtracting(action.innerVariables)) }
  }

  /// Inside a table whose columns are not known before it is filled.
  private var acceptsAll = false

  private func isKnown(_ name: String) -> Bool {
    acceptsAll || variables.contains(name) || name == "seed" || name.hasPrefix("uuid.") || name.hasPrefix("target.")
  }

  private func check(_ name: NameUse) throws {
    switch name.role {
    case .condition where !isKnown(name.text):
      throw GateError(
        "'\(name.text)' has no value here: nothing set or captured it before", at: name.location,
        remedy: NearestName.advice(for: name.text, in: Array(variables)))
    case .readsPage where !pages.contains(name.text):
      throw GateError(
        "no metrics were saved as '\(name.text)' before", at: name.location, remedy: NearestName.advice(for: name.text, in: Array(pages)))
    case .usesStream where !streams.contains(name.text):
      throw GateError(
        "nothing was opened as '\(name.text)' before", at: name.location, remedy: NearestName.advice(for: name.text, in: Array(streams)))
    default: return
    }
  }
}

/// A name that a step makes or uses, other than as `${name}`.
public struct NameUse: Hashable, Sendable {
  public enum Role: Hashable, Sendable {
    case condition, savesPage, readsPage, opensStream, usesStream
  }

  public var role: Role
  public var text: String
  public var location: SourceLocation
}
