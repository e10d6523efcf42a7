import JSONDocument

/// Arrays with the fewest and the most items.
struct ArrayBoundaries {
  let site: CaseSite
  let maker: CaseMaker

  static let mostItems = 1_000

  func proposals(_ items: [JSONValue]) -> [CaseProposal] {
    let shape = site.shape
    guard shape.values == nil, let keyword = shape.minItems?.keyword ?? site.keyword ?? shape.itemRules.first?.keyword else { return [] }
    var result: [CaseProposal] = []
    func add(_ label: String, _ keyword: SchemaLocation, _ count: Int) {
      guard let sized = self.items(items, count: count, label) else { return }
      result.append(CaseProposal(label: label, keyword: keyword, value: .array(sized), isFixed: count <= items.count))
    }
    let least = shape.minItems?.value ?? 0
    add(least == 0 ? "empty" : "fewest", keyword, least)
    if least < 1 { add("one item", keyword, 1) }
    if least != 2, shape.maxItems?.value ?? 2 >= 2 { add("two items", keyword, max(2, least + 1)) }
    if let most = shape.maxItems, most.value <= Self.mostItems {
      add("most", most.keyword, most.value)
      add("one less than the most", most.keyword, most.value - 1)
    }
    return result
  }

  /// The items cut or grown to a count; nil when there are no more that fit.
  func items(_ items: [JSONValue], count: Int, _ label: String) -> [JSONValue]? {
    guard count >= 0, count <= Self.mostItems + 1 else { return nil }
    var result = Array(items.prefix(count))
    var failures = 0
    while result.count < count, failures < 200 {
      let nodes = site.shape.nodes(at: result.count)
      let number = "\(label) \(result.count) \(failures)"
      let isUnique = site.shape.uniqueItems != nil
      var builder = maker.builder(site.place, number, isUnique ? .random : .plain)
      guard let item = builder.value(of: maker.plan.group(of: nodes), depth: InstanceBuilder.thriftyFrom) else { return nil }
      if isUnique, result.contains(item) { failures += 1 } else { result.append(item) }
    }
    return result.count == count ? result : nil
  }
}
