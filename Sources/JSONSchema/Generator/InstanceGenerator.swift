import JSONDocument

/// Makes valid instances of a schema: the plainest first, then one with everything, then boundary values, then random ones.
///
/// What it hands out has been validated. The same schema, options and seed give the same sequence.
public struct InstanceGenerator: Sendable {
  private let schema: CompiledSchema
  private let ambiguity: Ambiguity
  private let omission: ReadOnlyOmission?
  private let plan: GenerationPlan
  private let group: Int
  private var random: SeededGenerator
  private var produced = 0

  /// Candidates that are tried for one instance before the generator gives up.
  private static let mostAttempts = 60
  /// Values that are built for one instance before the generator gives up.
  private static let mostWork = 12_000

  /// - Parameters:
  ///   - ambiguity: whether values are left out that parsers read differently.
  ///   - omitsReadOnly: leaves out properties that are `readOnly`, as a request has to, also where they are required.
  ///   - first: the place in the sequence to begin at: 0 the plainest, 1 everything, 2 and 3 the limits, random ones from 4 on.
  public init(
    _ schema: CompiledSchema, seed: UInt64, ambiguity: Ambiguity = .any, omitsReadOnly: Bool = false, startingAt first: Int = 0
  ) {
    (self.schema, self.ambiguity, produced) = (schema, ambiguity, first)
    plan = GenerationPlan(program: schema.program)
    group = plan.group(of: [schema.root])
    let omission = ReadOnlyOmission(plan: plan)
    self.omission = omitsReadOnly && omission.concerns(group) ? omission : nil
    random = SeededGenerator(seed: seed)
  }

  /// The next instance.
  /// - Throws: ``GenerationError`` when no candidate was valid.
  public mutating func next() throws(GenerationError) -> JSONValue {
    defer { produced += 1 }
    return try instance(Effort(number: produced))
  }

  /// An instance with all optional parts, the base of boundary and invalid cases.
  public mutating func full() throws(GenerationError) -> JSONValue { try instance(.full) }

  private mutating func instance(_ effort: Effort) throws(GenerationError) -> JSONValue {
    guard plan.height(of: group) < GenerationPlan.infinite else {
      throw GenerationError(schema: schema.location, lastObjection: "no value that ends meets what it requires")
    }
    var last: JSONValue?
    var budget = Self.mostWork
    for attempt in 0..<Self.mostAttempts {
      var builder = InstanceBuilder(
        plan: plan, random: random, effort: attempt < 4 ? effort : .random, attempt: attempt, budget: min(budget, 4_000))
      let before = builder.budget
      builder.ambiguity = ambiguity
      let candidate = builder.value(of: group, depth: 0)
      random = builder.random
      budget -= before - builder.budget
      guard budget > 0 || candidate != nil else { break }
      guard let candidate, ambiguity.permits(candidate) else { continue }
      if schema.accepts(candidate) { return omission?.applied(to: candidate, nodes: [schema.root]) ?? candidate }
      last = candidate
    }
    throw GenerationError(schema: schema.location, lastObjection: last.flatMap { schema.validate($0).first?.description })
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
