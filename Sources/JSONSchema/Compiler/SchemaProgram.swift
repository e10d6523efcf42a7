import JSONDocument

/// The compiled schemas; they refer to each other by index, so that recursion needs no cycles of references.
///
/// Whatever validates or generates holds it; it never changes.
final class SchemaProgram: Sendable {
  let nodes: [SchemaNode]
  /// For each resource: where its `$dynamicAnchor`s lead.
  let dynamicAnchors: [[String: Int]]
  /// What the generator of instances has derived from it.
  let generation = GenerationCache()
  /// The same for the machine that only answers yes or no.
  let code: MachineCode

  init(nodes: [SchemaNode], dynamicAnchors: [[String: Int]]) {
    (self.nodes, self.dynamicAnchors) = (nodes, dynamicAnchors)
    code = MachineWriter.code(for: nodes, dynamicAnchors)
  }
}

struct SchemaNode: Sendable {
  enum Body: Sendable {
    case always(Bool)
    case keywords([any Keyword])
  }

  let location: SchemaLocation
  let source: JSONValue
  let resource: Int
  var body: Body
  /// Whether one of its own keywords asks what the others have looked at.
  var needsCoverage = false
}

/// One keyword of one schema, compiled.
protocol Keyword: Sendable {
  func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation, _ coverage: inout Coverage) -> Bool

  /// Writes what the machine does for this keyword.
  func emit(into writer: inout MachineWriter)
}

/// A keyword that only tells valid from invalid.
protocol Assertion: Keyword {
  var location: SchemaLocation { get }
  /// What is wrong with the instance; nil when nothing is.
  func objection(to instance: JSONValue) -> String?
}

extension Assertion {
  func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation, _ coverage: inout Coverage) -> Bool {
    guard let message = objection(to: instance) else { return true }
    return evaluation.fail(location, message)
  }
}
