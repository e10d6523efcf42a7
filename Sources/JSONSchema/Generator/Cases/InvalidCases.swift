import JSONDocument

/// Instances that differ from a valid one in one thing that the schema forbids, and in nothing else.
public struct InvalidCases {
  /// - Parameters:
  ///   - base: a valid instance, best one with all optional parts (``InstanceGenerator/full()``).
  ///   - seed: of what fills the cases; labels and places don't depend on it.
  ///   - limit: the most cases; places share it evenly.
  ///   - ambiguity: by default nothing that parsers read differently.
  /// - Returns: none for a base that isn't valid itself. The place of a missing property is the object that misses it.
  public static func of(
    _ schema: CompiledSchema, base: JSONValue, seed: UInt64, limit: Int, ambiguity: Ambiguity = .settled
  ) -> [LabelledInstance] {
    guard schema.accepts(base) else { return [] }
    let plan = GenerationPlan(program: schema.program)
    let maker = CaseMaker(plan: plan, seed: seed, ambiguity: ambiguity)
    var cases: [[LabelledInstance]] = []
    for site in CaseSite.all(of: base, [schema.root], plan) {
      var found: [LabelledInstance] = []
      var labels: Set<String> = []
      for proposal in proposals(for: site, maker) where !labels.contains(proposal.label) {
        let place = proposal.place ?? site.place
        guard ambiguity.permits(proposal.value), let value = base.replacing(at: site.place, with: proposal.value) else { continue }
        guard isolates(proposal.keyword, at: place, value, schema) else { continue }
        labels.insert(proposal.label)
        found.append(LabelledInstance(value: value, place: place, label: proposal.label, keyword: proposal.keyword))
      }
      cases.append(found)
    }
    return CaseMaker.share(cases, limit: limit)
  }

  /// Whether a value breaks one keyword at one place, and nothing else; also what a shrunk value has to keep.
  public static func isolates(_ keyword: SchemaLocation, at place: JSONPointer, _ value: JSONValue, _ schema: CompiledSchema) -> Bool {
    let errors = schema.validate(value)
    guard !errors.isEmpty else { return false }
    var isFound = false
    for error in errors {
      switch relation(of: error, to: keyword, place) {
      case .same: isFound = true
      case .consequence: continue
      case .other: return false
      }
    }
    return isFound
  }

  private enum Relation { case same, consequence, other }

  private static func relation(of error: ValidationError, to keyword: SchemaLocation, _ place: JSONPointer) -> Relation {
    if error.instance == place, error.schema == keyword { return .same }
    let name = keyword.pointer.tokens.last ?? ""
    // The same demand said twice, and a wrong type that is none of the listed values either, are one mistake.
    if error.instance == place, error.keyword == name { return .consequence }
    if error.instance == place, name == "type", error.keyword == "enum" || error.keyword == "const" { return .consequence }
    // What a failed branch has looked at doesn't count as looked at.
    if error.keyword.hasPrefix("unevaluated") { return .consequence }
    guard place.tokens.starts(with: error.instance.tokens, by: { $0.hasSameUTF8(as: $1) }), !error.causes.isEmpty else { return .other }
    return error.causes.contains { relation(of: $0, to: keyword, place) == .same } ? .same : .other
  }

  private static func proposals(for site: CaseSite, _ maker: CaseMaker) -> [CaseProposal] {
    let own: [CaseProposal] =
      switch site.value {
      case .number(let number): NumberBreaker(site: site).proposals(number)
      case .string(let text): StringBreaker(site: site, maker: maker).proposals(text)
      case .array(let items): ArrayBreaker(site: site, maker: maker).proposals(items)
      case .object(let object): ObjectBreaker(site: site, maker: maker).proposals(object)
      case .bool, .null: []
      }
    return own + ValueBreaker(site: site, maker: maker).proposals()
  }
}
