import JSONDocument

/// Valid instances that differ from a plain one in one thing at the edge of what a schema allows.
public struct BoundaryCases {
  /// - Parameters:
  ///   - base: a valid instance, best one with all optional parts (``InstanceGenerator/full()``).
  ///   - seed: of what fills the cases; labels and places don't depend on it.
  ///   - limit: the most cases; places share it evenly.
  ///   - ambiguity: by default nothing that parsers read differently.
  public static func of(
    _ schema: CompiledSchema, base: JSONValue, seed: UInt64, limit: Int, ambiguity: Ambiguity = .settled
  ) -> [LabelledInstance] {
    let plan = GenerationPlan(program: schema.program)
    let maker = CaseMaker(plan: plan, seed: seed, ambiguity: ambiguity)
    var cases: [[LabelledInstance]] = []
    for site in CaseSite.all(of: base, [schema.root], plan) {
      var found: [LabelledInstance] = []
      var seen: Set<JSONValue> = [site.value]
      var labels: Set<String> = []
      for proposal in proposals(for: site, maker) where !labels.contains(proposal.label) {
        guard !proposal.isFixed || !seen.contains(proposal.value) else { continue }
        guard let value = base.replacing(at: site.place, with: proposal.value) else { continue }
        guard ambiguity.permits(proposal.value), schema.accepts(value) else { continue }
        labels.insert(proposal.label)
        if proposal.isFixed { seen.insert(proposal.value) }
        let place = proposal.place ?? site.place
        found.append(LabelledInstance(value: value, place: place, label: proposal.label, keyword: proposal.keyword))
      }
      cases.append(found)
    }
    return CaseMaker.share(cases, limit: limit)
  }

  private static func proposals(for site: CaseSite, _ maker: CaseMaker) -> [CaseProposal] {
    let own: [CaseProposal] =
      switch site.value {
      case .number(let number): NumberBoundaries(site: site).proposals(number)
      case .string: StringBoundaries(site: site, maker: maker).proposals()
      case .array(let items): ArrayBoundaries(site: site, maker: maker).proposals(items)
      case .object(let object): ObjectBoundaries(site: site, maker: maker).proposals(object)
      case .bool(let value): site.keyword.map { [CaseProposal(label: value ? "false" : "true", keyword: $0, value: .bool(!value))] } ?? []
      case .null: []
      }
    return enumerated(site) + own + types(site, maker) + branches(site, maker)
  }

  private static func enumerated(_ site: CaseSite) -> [CaseProposal] {
    guard let values = site.shape.values else { return [] }
    return values.value.prefix(100).map { value in
      CaseProposal(label: "enum \(Excerpt.of(value))", keyword: values.keyword, value: value)
    }
  }

  /// Null and the other types that the schema names.
  private static func types(_ site: CaseSite, _ maker: CaseMaker) -> [CaseProposal] {
    guard let keyword = site.shape.typeKeyword, site.shape.values == nil else { return [] }
    var result: [CaseProposal] = []
    let own = TypeSet(site.value)
    for (type, label) in TypeSet.labels where site.shape.types.contains(type) && type != own {
      if type == .null {
        result.append(CaseProposal(label: "null", keyword: keyword, value: .null))
        continue
      }
      for variant in maker.plan.variants(of: maker.plan.group(of: site.nodes)) where variant.shape.types.contains(type) {
        var shape = variant.shape
        shape.types = type
        let narrow = Variant(
          shape: shape, properties: variant.properties, prefix: variant.prefix, rest: variant.rest, hasOpenNames: variant.hasOpenNames)
        var builder = maker.builder(site.place, label, .full)
        guard let value = builder.value(of: narrow, depth: 1) else { continue }
        result.append(CaseProposal(label: label, keyword: keyword, value: value, isFixed: false))
        break
      }
    }
    return result
  }

  /// Every branch of `anyOf` and `oneOf`.
  private static func branches(_ site: CaseSite, _ maker: CaseMaker) -> [CaseProposal] {
    guard !site.shape.alternatives.isEmpty else { return [] }
    let variants = maker.plan.variants(of: maker.plan.group(of: site.nodes))
    var result: [CaseProposal] = []
    for alternative in site.shape.alternatives {
      let taken = site.shape.choices.first { $0.keyword == alternative.keyword }?.value
      for branch in alternative.value.indices where branch != taken {
        let label = "\(alternative.keyword.pointer.tokens.last ?? "") \(branch + 1)"
        let fitting = variants.filter { variant in
          variant.shape.choices.contains { $0.keyword == alternative.keyword && $0.value == branch }
        }
        for (attempt, variant) in fitting.prefix(4).enumerated() {
          var builder = maker.builder(site.place, label, attempt == 0 ? .full : .random, attempt: attempt)
          guard let value = builder.value(of: variant, depth: 1), maker.plan.meets(value, site.nodes) else { continue }
          result.append(CaseProposal(label: label, keyword: alternative.keyword.appending(branch), value: value, isFixed: false))
          break
        }
      }
    }
    return result
  }
}

extension TypeSet {
  static let labels: [(TypeSet, String)] = [
    (.null, "null"), (.boolean, "boolean"), (.integer, "integer"), (.fraction, "fraction"), (.string, "string"), (.array, "array"),
    (.object, "object"),
  ]
}
