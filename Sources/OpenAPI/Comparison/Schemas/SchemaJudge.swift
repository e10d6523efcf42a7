import JSONDocument
import JSONSchema

/// Decides whether all that is sent can be read: by proof, else by a witness, else not at all.
struct SchemaJudge: Sendable {
  /// A value that the sender's schema allows and the reader's refuses.
  struct Witness: Sendable {
    let value: JSONValue
    /// What the reader objects to first; its place is the keyword that differs.
    let objection: ValidationError
  }

  enum Verdict: Sendable {
    case included
    /// One witness for each cause, in the order of the reader's schema.
    case refuted([Witness])
    case undecided
  }

  private var prover: InclusionProver
  private static let generated = 30
  private static let mostCandidates = 4_000

  init(_ prover: InclusionProver) { self.prover = prover }

  var sender: SchemaSide { prover.sender }
  var receiver: SchemaSide { prover.receiver }

  /// - Parameter isPath: the value is a segment of the path.
  mutating func judge(sent: JSONPointer?, read: JSONPointer?, isPath: Bool = false) -> Verdict {
    let own = prover.sender.term(at: sent)
    let wanted = prover.receiver.term(at: read)
    if prover.proves(own, in: wanted) { return .included }
    let (a, b) = (SidedTerm(side: .sender, term: own), SidedTerm(side: .receiver, term: wanted))
    var witnesses: [Witness] = []
    for isRandom in [false, true] where witnesses.isEmpty {
      for value in unique(isRandom ? random(own) : prover.candidates(a, against: b)) {
        if prover.isText, !TextReading.hasSpelling(value, isPath: isPath) { continue }
        guard prover.accepts(value, a) == true else { continue }
        witnesses += objections(to: value, wanted).map { Witness(value: value, objection: $0) }
      }
    }
    return witnesses.isEmpty ? .undecided : .refuted(Self.causes(witnesses))
  }

  private func unique(_ values: [JSONValue]) -> [JSONValue] {
    var seen: Set<JSONValue> = []
    return values.prefix(Self.mostCandidates).filter { seen.insert($0).inserted }
  }

  private mutating func random(_ term: SchemaTerm) -> [JSONValue] {
    guard term.places.count == 1, let place = term.places.first, let validator = prover.sender.validator(place) else { return [] }
    // Random instances of recursive schemas are large and slow, and show little that the candidates don't.
    var recursion = RecursionSearch(root: prover.sender.document.source.root)
    guard !recursion.isRecursive(prover.sender.pointer(place)) else { return [] }
    var generator = InstanceGenerator(validator, seed: 1)
    return (0..<Self.generated).compactMap { _ in try? generator.next() }
  }

  /// Empty when the value can be read, or when that can't be said.
  private mutating func objections(to value: JSONValue, _ term: SchemaTerm) -> [ValidationError] {
    let readings = prover.isText ? TextReading.readings(of: value) : [value]
    if term.isNever { return [] }
    guard let place = term.places.first, let validator = prover.receiver.validator(place) else { return [] }
    var first: [ValidationError] = []
    for reading in readings {
      let errors = validator.validate(reading)
      if errors.isEmpty { return [] }
      // The reading that comes nearest explains best.
      if first.isEmpty || errors.first?.keyword != "type" && first.first?.keyword == "type" { first = errors }
    }
    return first.map(Self.nearest)
  }

  /// Of the alternatives that all failed, the one that got deepest into the instance explains why.
  private static func nearest(_ error: ValidationError) -> ValidationError {
    let deeper = error.causes.map(nearest).filter { $0.instance.tokens.count > error.instance.tokens.count }
    return deeper.max { $0.instance.tokens.count < $1.instance.tokens.count } ?? error
  }

  /// The smallest witness of each cause; one that shows nothing else is preferred.
  private static func causes(_ witnesses: [Witness]) -> [Witness] {
    var counts: [JSONValue: Int] = [:]
    for witness in witnesses { counts[witness.value, default: 0] += 1 }
    var best: [String: (witness: Witness, rank: (Int, Int))] = [:]
    for witness in witnesses {
      let rank = (counts[witness.value] ?? 1, witness.value.serializedBytes().count)
      // One place demands many names; each of them is a cause of its own.
      let detail = witness.objection.keyword == "required" ? witness.objection.message : ""
      let key = "\(witness.objection.schema) \(detail)"
      if let known = best[key], known.rank <= rank { continue }
      best[key] = (witness, rank)
    }
    let chosen = best.sorted { $0.key.precedesByUTF8($1.key) }.map(\.value)
    return chosen.map(\.witness)
  }
}
