import JSONDocument

/// Objects that miss a member, have one too much, or one of a wrong name.
struct ObjectBreaker {
  let site: CaseSite
  let maker: CaseMaker

  private static let unknown = "gatehouseUnknown"

  func proposals(_ object: JSONObject) -> [CaseProposal] {
    guard site.shape.values == nil else { return [] }
    return missing(object) + unknown(object) + names(object) + sizes(object)
  }

  private func missing(_ object: JSONObject) -> [CaseProposal] {
    var result: [CaseProposal] = []
    func add(_ name: String, _ label: String, _ keyword: SchemaLocation) {
      guard object.position(of: name) != nil else { return }
      var fewer = object
      fewer[name] = nil
      result.append(CaseProposal(label: label, keyword: keyword, value: .object(fewer)))
    }
    for required in site.shape.required { add(required.value, "without \(required.value)", required.keyword) }
    for dependent in site.shape.dependents where object.position(of: dependent.value.trigger) != nil {
      for name in dependent.value.names { add(name, "without \(name) beside \(dependent.value.trigger)", dependent.keyword) }
    }
    return result
  }

  /// A member that no schema knows, where that is forbidden.
  private func unknown(_ object: JSONObject) -> [CaseProposal] {
    let name = Self.unknown
    guard object.position(of: name) == nil else { return [] }
    var more = object
    more.append(name, "gatehouse")
    let place = site.place.appending(name)
    var result: [CaseProposal] = []
    for family in site.shape.families {
      guard let additional = family.additional, family.nodes(for: name) == [additional] else { continue }
      let keyword = family.location.appending("additionalProperties")
      if maker.plan.node(additional).always == false {
        result.append(CaseProposal(label: "additional property", keyword: keyword, place: place, value: .object(more)))
      }
    }
    for unevaluated in site.shape.unevaluatedProperties where maker.plan.node(unevaluated.value).always == false {
      result.append(CaseProposal(label: "unevaluated property", keyword: unevaluated.keyword, place: place, value: .object(more)))
    }
    return result
  }

  /// A name that `propertyNames` forbids; the keyword is the one that the name breaks.
  private func names(_ object: JSONObject) -> [CaseProposal] {
    guard !site.shape.names.isEmpty else { return [] }
    var result: [CaseProposal] = []
    for name in ["gatehouse unknown!", "~", "Q", "0", String(repeating: "n", count: 200), ""] where object.position(of: name) == nil {
      let text = JSONValue.string(name)
      for names in site.shape.names where !maker.plan.meets(text, [names.value]) {
        guard let error = CompiledSchema(program: maker.plan.program, root: names.value).validate(text).first else { continue }
        guard let value = maker.value(of: site.shape.nodes(for: name), site.place, "name", .plain) else { continue }
        var more = object
        more.append(name, value)
        let place = site.place.appending(name)
        result.append(CaseProposal(label: "property name", keyword: error.schema, place: place, value: .object(more)))
      }
    }
    return result
  }

  private func sizes(_ object: JSONObject) -> [CaseProposal] {
    var result: [CaseProposal] = []
    if let least = site.shape.minProperties, least.value > 0 {
      let required = object.members.filter { site.shape.isRequired($0.key) }
      let optional = object.members.filter { !site.shape.isRequired($0.key) }
      let fewer = JSONObject(required + optional.prefix(max(0, least.value - 1 - required.count)))
      result.append(CaseProposal(label: "too few properties", keyword: least.keyword, value: .object(fewer)))
    }
    if let most = site.shape.maxProperties, most.value <= 200,
      let more = ObjectBoundaries(site: site, maker: maker).grown(object, to: most.value + 1)
    {
      result.append(CaseProposal(label: "too many properties", keyword: most.keyword, value: .object(more)))
    }
    return result
  }
}
