import JSONDocument

/// Makes valid instances of a schema: the plainest first, then one with everything, then boundary values, then random ones.
///
/// What it hands out has been validated. The same schema and seed give the same sequence.
public struct InstanceGenerator: Sendable {
  private let schema: CompiledSchema
  private let ambiguity: Ambiguity
  private var random: SeededGenerator
  private var produced = 0

  /// Candidates that are tried for one instance before the generator gives up.
  private static let mostAttempts = 60

  /// - Parameter ambiguity: whether values are left out that parsers read differently.
  public init(_ schema: CompiledSchema, seed: UInt64, ambiguity: Ambiguity = .any) {
    (self.schema, self.ambiguity) = (schema, ambiguity)
    random = SeededGenerator(seed: seed)
  }

  /// The next instance.
  /// - Throws: ``GenerationError`` when no candidate was valid.
  public mutating func next() throws(GenerationError) -> JSONValue {
    let effort = Effort(number: produced)
    produced += 1
    var last: [ValidationError] = []
    for attempt in 0..<Self.mostAttempts {
      var builder = InstanceBuilder(program: schema.program, effort: attempt < 2 ? effort : .random, attempt: attempt, random: random)
      let candidate = builder.instance(of: [schema.root], depth: 0)
      random = builder.random
      guard let candidate, ambiguity.permits(candidate) else { continue }
      let errors = schema.validate(candidate)
      if errors.isEmpty { return candidate }
      last = errors
    }
    throw GenerationError(schema: schema.location, lastObjection: last.first?.description)
  }
}

/// No valid instance of a schema was found.
public struct GenerationError: Error, Sendable, Hashable, CustomStringConvertible {
  public let schema: SchemaLocation
  public let lastObjection: String?

  public var description: String {
    "no valid instance of \(schema) was found" + (lastObjection.map { "; the last candidate failed at \($0)" } ?? "")
      + ". Add an example to the schema"
  }
}

/// How much of what a schema allows goes into an instance.
enum Effort: Sendable {
  /// Required parts only, short.
  case plain
  /// Optional parts too.
  case full
  /// Values at the lower, then at the upper limits.
  case low, high
  case random

  init(number: Int) {
    switch number {
    case 0: self = .plain
    case 1: self = .full
    case 2: self = .low
    case 3: self = .high
    default: self = .random
    }
  }
}
