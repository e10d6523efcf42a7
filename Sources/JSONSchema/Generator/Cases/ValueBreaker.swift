import JSONDocument

/// Breaks what is said about values of any type: `type`, `enum`, `const`, `not`, `oneOf`.
struct ValueBreaker {
  let site: CaseSite
  let maker: CaseMaker

  /// What is most often overlooked comes first: of several wrong types a service that looks at types refuses all.
  func proposals() -> [CaseProposal] { foreign() + forbidden() + both() + quoted() + types() }

  /// A number or truth value written as text, which a lenient parser takes for what it says.
  private func quoted() -> [CaseProposal] {
    guard let keyword = site.shape.typeKeyword, !site.shape.types.contains(.string) else { return [] }
    switch site.value {
    case .number, .bool: return [CaseProposal(label: "value as text", keyword: keyword, value: .string(site.value.serialized()))]
    default: return []
    }
  }

  /// Each wrong type once. Texts say clearly that they are no number or truth value.
  private func types() -> [CaseProposal] {
    guard let keyword = site.shape.typeKeyword else { return [] }
    let wrong: [(TypeSet, String, JSONValue)] = [
      (.null, "null", .null), (.boolean, "boolean", true), (.integer, "integer", 17), (.fraction, "fraction", .number(Self.fraction)),
      (.string, "string", "not of this type"), (.array, "array", []), (.object, "object", [:]),
    ]
    // A limit may forbid the usual fraction too, so one that lies beside the base comes after it.
    let near = site.value.number.flatMap(Self.nearFractions) ?? []
    return (wrong + near.map { (.fraction, "fraction", $0) }).filter { !site.shape.types.contains($0.0) }.compactMap { type, label, value in
      // Where no number is allowed, a fraction says no more than an integer.
      if type == .fraction, !site.shape.types.contains(.integer) { return nil }
      return CaseProposal(label: "type \(label)", keyword: keyword, value: value)
    }
  }

  private static func nearFractions(_ number: JSONNumber) -> [JSONValue] {
    guard let units = Units.units(number, places: 1) else { return [] }
    return [units + 5, units - 5].compactMap { JSONNumber(Units.text($0, places: 1)).map { .number($0) } }
  }

  private static let fraction = JSONNumber("2.5") ?? JSONNumber(0)

  /// A value of the right type that isn't among the listed ones.
  private func foreign() -> [CaseProposal] {
    guard let values = site.shape.values else { return [] }
    let name = values.keyword.pointer.tokens.last ?? "enum"
    var candidates: [JSONValue] = []
    switch site.value {
    case .string: candidates = ["gatehouse-unknown", "zz", "unknown", "q"]
    case .number: candidates = [987_654, 7, -1, 0]
    case .bool(let value): candidates = [.bool(!value)]
    case .array: candidates = [["gatehouse-unknown"], []]
    case .object: candidates = [["gatehouse-unknown": 1], [:]]
    case .null: candidates = []
    }
    return candidates.filter { !values.value.contains($0) }.map { value in
      CaseProposal(label: "\(name) foreign", keyword: values.keyword, value: value)
    }
  }

  /// What `not` forbids.
  private func forbidden() -> [CaseProposal] {
    var result: [CaseProposal] = []
    for negation in site.shape.negations {
      let variants = maker.plan.variants(of: maker.plan.group(of: [negation.value]))
      for (attempt, effort) in [Effort.plain, .full, .random, .random].enumerated() {
        for variant in variants.prefix(4) {
          var builder = maker.builder(site.place, "not \(attempt)", effort, attempt: attempt)
          guard let value = builder.value(of: variant, depth: 1) else { continue }
          result.append(CaseProposal(label: "not", keyword: negation.keyword, value: merged(value)))
          result.append(CaseProposal(label: "not", keyword: negation.keyword, value: value))
        }
      }
    }
    return result
  }

  /// Keeps the other members of the base, which other keywords may demand.
  private func merged(_ value: JSONValue) -> JSONValue {
    guard var object = site.value.object, let others = value.object else { return value }
    for member in others.members { object[member.key] = member.value }
    return .object(object)
  }

  /// A value that more than one branch of `oneOf` fits.
  private func both() -> [CaseProposal] {
    var result: [CaseProposal] = []
    for alternative in site.shape.alternatives where alternative.keyword.pointer.tokens.last == "oneOf" {
      guard alternative.value.count > 1, let taken = site.shape.choices.first(where: { $0.keyword == alternative.keyword })?.value
      else { continue }
      for other in alternative.value.indices.prefix(6) where other != taken {
        let nodes = [alternative.value[taken], alternative.value[other]]
        guard let value = maker.value(of: nodes, site.place, "both") else { continue }
        result.append(CaseProposal(label: "oneOf more than one", keyword: alternative.keyword, value: merged(value)))
        result.append(CaseProposal(label: "oneOf more than one", keyword: alternative.keyword, value: value))
      }
    }
    return result
  }
}
