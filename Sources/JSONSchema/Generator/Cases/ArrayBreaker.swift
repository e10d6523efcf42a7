import JSONDocument

/// Arrays with too few, too many or equal items, or without those that `contains` wants.
struct ArrayBreaker {
  let site: CaseSite
  let maker: CaseMaker

  func proposals(_ items: [JSONValue]) -> [CaseProposal] {
    let shape = site.shape
    guard shape.values == nil else { return [] }
    let sizes = ArrayBoundaries(site: site, maker: maker)
    var result: [CaseProposal] = []
    func add(_ label: String, _ keyword: SchemaLocation, _ items: [JSONValue]?) {
      if let items { result.append(CaseProposal(label: label, keyword: keyword, value: .array(items))) }
    }
    if let limit = shape.minItems, limit.value > 0 { add("too few items", limit.keyword, Array(items.prefix(limit.value - 1))) }
    if let limit = shape.maxItems, limit.value <= ArrayBoundaries.mostItems {
      add("too many items", limit.keyword, sizes.items(items, count: limit.value + 1, "too many items"))
    }
    if let keyword = shape.uniqueItems {
      if let first = items.first { add("equal items", keyword, items + [first]) }
      if let first = items.first, items.count > 1 { add("equal items", keyword, [first] + items.dropLast()) }
      if let one = sizes.items([], count: 1, "equal items")?.first { add("equal items", keyword, [one, one]) }
    }
    for demand in shape.contains {
      let place = demand.keyword
      let others = items.filter { !maker.plan.meets($0, [demand.value.node]) }
      add("contains", place, others)
      if let other = maker.value(of: shape.nodes(at: shape.prefixCount) + [~demand.value.node], site.place, "contains") {
        add("contains", place, items.map { maker.plan.meets($0, [demand.value.node]) ? other : $0 })
      }
    }
    if let closed = closedAt(items) {
      let place = site.place.appending(items.count)
      result.append(CaseProposal(label: "item too much", keyword: closed, place: place, value: .array(items + ["gatehouse"])))
    }
    return result
  }

  /// The schema that forbids an item after the last.
  private func closedAt(_ items: [JSONValue]) -> SchemaLocation? {
    for node in site.shape.nodes(at: items.count) where node >= 0 {
      let plan = maker.plan.node(node)
      if plan.always == false { return plan.location }
    }
    return nil
  }
}
