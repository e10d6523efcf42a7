import JSONDocument

/// Numbers at the limits and next to them.
struct NumberBoundaries {
  let site: CaseSite

  func proposals(_ number: JSONNumber) -> [CaseProposal] {
    let shape = site.shape
    guard shape.values == nil, let keyword = site.keyword ?? shape.minimum?.keyword ?? shape.maximum?.keyword else { return [] }
    let isInteger = !shape.types.contains(.fraction)
    guard let range = NumberRange(shape, isInteger: isInteger) else { return [] }
    var result: [CaseProposal] = []
    func add(_ label: String, _ keyword: SchemaLocation, _ units: Int128) {
      if let number = range.number(units) { result.append(CaseProposal(label: label, keyword: keyword, value: .number(number))) }
    }
    if let low = range.low, let limit = shape.minimum {
      add("minimum", limit.keyword, low)
      add("above the minimum", limit.keyword, low + range.step)
    }
    if let high = range.high, let limit = shape.maximum {
      add("maximum", limit.keyword, high)
      add("below the maximum", limit.keyword, high - range.step)
    }
    if let divisor = shape.divisors.first {
      add("a multiple", divisor.keyword, Units.roundedUp(range.low ?? range.step, range.step) + range.step)
    }
    if shape.minimum == nil || shape.maximum == nil {
      add("zero", keyword, 0)
      if shape.minimum == nil { add("negative", keyword, -max(range.step, Units.power(range.places))) }
    }
    return result
  }
}
