import JSONDocument

/// Objects with one optional member less or more, the fewest, and the most.
struct ObjectBoundaries {
  let site: CaseSite
  let maker: CaseMaker

  func proposals(_ object: JSONObject) -> [CaseProposal] {
    let shape = site.shape
    guard shape.values == nil else { return [] }
    return without(object) + with(object) + sizes(object) + further(object)
  }

  private func keyword(of name: String) -> SchemaLocation {
    let family = site.shape.families.first { $0.named.contains { $0.name.hasSameUTF8(as: name) } }
    return family?.location.appending("properties").appending(name) ?? site.keyword ?? SchemaLocation(document: "")
  }

  private func without(_ object: JSONObject) -> [CaseProposal] {
    object.keys.filter { !site.shape.isRequired($0) }.map { name in
      var fewer = object
      fewer[name] = nil
      return CaseProposal(label: "without \(name)", keyword: keyword(of: name), value: .object(fewer))
    }
  }

  private func with(_ object: JSONObject) -> [CaseProposal] {
    site.shape.mentioned.filter { object.position(of: $0) == nil && !site.shape.isForbidden($0) }.compactMap { name in
      guard let value = maker.value(of: site.shape.nodes(for: name), site.place, "with \(name)") else { return nil }
      var more = object
      more.append(name, value)
      return CaseProposal(label: "with \(name)", keyword: keyword(of: name), value: .object(more), isFixed: false)
    }
  }

  private func sizes(_ object: JSONObject) -> [CaseProposal] {
    var result: [CaseProposal] = []
    let required = object.members.filter { site.shape.isRequired($0.key) }
    if let keyword = site.shape.required.first?.keyword ?? site.keyword, required.count < object.count - 1 {
      result.append(CaseProposal(label: "only what is required", keyword: keyword, value: .object(JSONObject(required))))
    }
    if let least = site.shape.minProperties, least.value < object.count {
      let optional = object.members.filter { !site.shape.isRequired($0.key) }
      let fewest = required + optional.prefix(max(0, least.value - required.count))
      result.append(CaseProposal(label: "fewest properties", keyword: least.keyword, value: .object(JSONObject(fewest))))
    }
    if let most = site.shape.maxProperties, most.value <= 200, let full = grown(object, to: most.value) {
      result.append(CaseProposal(label: "most properties", keyword: most.keyword, value: .object(full), isFixed: false))
    }
    return result
  }

  /// The object with further members up to a count.
  func grown(_ object: JSONObject, to count: Int) -> JSONObject? {
    var result = object
    for name in site.shape.mentioned where result.count < count && result.position(of: name) == nil && !site.shape.isForbidden(name) {
      if let value = maker.value(of: site.shape.nodes(for: name), site.place, "grown \(name)") { result.append(name, value) }
    }
    var number = 0
    while result.count < count, number < count * 2 {
      number += 1
      let name = "key\(number)"
      guard result.position(of: name) == nil, !site.shape.isForbidden(name),
        let value = maker.value(of: site.shape.nodes(for: name), site.place, name, .plain)
      else { continue }
      result.append(name, value)
    }
    return result.count >= count ? result : nil
  }

  /// A name that nothing mentions, where the schema says what such members are.
  private func further(_ object: JSONObject) -> [CaseProposal] {
    guard let family = site.shape.families.first(where: { $0.additional != nil }) else { return [] }
    let name = "furtherKey"
    guard object.position(of: name) == nil, let value = maker.value(of: site.shape.nodes(for: name), site.place, name, .plain) else {
      return []
    }
    var more = object
    more.append(name, value)
    return [
      CaseProposal(
        label: "another property", keyword: family.location.appending("additionalProperties"), value: .object(more), isFixed: false)
    ]
  }
}
