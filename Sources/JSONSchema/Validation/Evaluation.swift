import JSONDocument

/// One validation under way.
struct Evaluation {
  let program: SchemaProgram
  /// Whether errors are wanted, or only the answer.
  let collects: Bool
  private(set) var errors: [ValidationError] = []
  private var path: [Step] = []
  /// The schema resources entered so far, outermost first; what `$dynamicRef` searches.
  private(set) var scope: [Int] = []
  private var stepsInPlace = 0

  enum Step {
    case key(String)
    case index(Int)

    var token: String {
      switch self {
      case .key(let key): key
      case .index(let index): String(index)
      }
    }
  }

  /// A schema that applies itself to the same instance again and again would never end.
  private static let mostStepsInPlace = 256

  init(program: SchemaProgram, collects: Bool) {
    (self.program, self.collects) = (program, collects)
  }

  /// For a question on the side, with the dynamic scope of another evaluation.
  init(program: SchemaProgram, collects: Bool, within other: Evaluation) {
    (self.program, self.collects, scope) = (program, collects, other.scope)
  }

  mutating func run(_ node: Int, _ instance: JSONValue) -> Bool {
    var coverage = Coverage.untracked
    return apply(node, instance, &coverage)
  }

  /// Applies a schema to the same instance.
  mutating func apply(_ index: Int, _ instance: JSONValue, _ coverage: inout Coverage) -> Bool {
    let node = program.nodes[index]
    guard case .keywords(let keywords) = node.body else {
      if case .always(true) = node.body { return true }
      return fail(node.location, "no value is allowed here")
    }
    stepsInPlace += 1
    defer { stepsInPlace -= 1 }
    guard stepsInPlace <= Self.mostStepsInPlace else { return fail(node.location, "the schema refers to itself without an end") }
    let entersResource = scope.last != node.resource
    if entersResource { scope.append(node.resource) }
    defer { if entersResource { scope.removeLast() } }

    var own = node.needsCoverage ? Coverage(isTracked: true) : coverage.fresh
    var isValid = true
    for keyword in keywords where !keyword.evaluate(instance, &self, &own) {
      isValid = false
      if !collects { return false }
    }
    if isValid { coverage.merge(own) }
    return isValid
  }

  /// Applies a schema to a member or an item.
  mutating func apply(_ index: Int, to instance: JSONValue, at step: @autoclosure () -> Step) -> Bool {
    let steps = stepsInPlace
    stepsInPlace = 0
    if collects { path.append(step()) }
    defer {
      stepsInPlace = steps
      if collects { path.removeLast() }
    }
    var coverage = Coverage.untracked
    return apply(index, instance, &coverage)
  }

  /// Applies a schema to the same instance and keeps its errors apart.
  mutating func attempt(_ index: Int, _ instance: JSONValue, _ coverage: inout Coverage) -> (isValid: Bool, errors: [ValidationError]) {
    let before = errors
    errors = []
    let isValid = apply(index, instance, &coverage)
    let found = errors
    errors = before
    return (isValid, found)
  }

  /// Notes an error and returns false.
  mutating func fail(_ location: SchemaLocation, _ message: @autoclosure () -> String, causes: [ValidationError] = []) -> Bool {
    if collects {
      let pointer = JSONPointer(tokens: path.map(\.token))
      errors.append(ValidationError(instance: pointer, schema: location, message: message(), causes: causes))
    }
    return false
  }

  /// Notes an error on a member, such as one that isn't allowed.
  mutating func fail(_ location: SchemaLocation, at step: Step, _ message: @autoclosure () -> String) -> Bool {
    if collects { path.append(step) }
    defer { if collects { path.removeLast() } }
    return fail(location, message())
  }
}
