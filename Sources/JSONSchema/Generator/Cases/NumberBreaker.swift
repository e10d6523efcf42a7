import JSONDocument

/// Numbers just beyond a limit, and between multiples.
struct NumberBreaker {
  let site: CaseSite

  func proposals(_ number: JSONNumber) -> [CaseProposal] {
    let shape = site.shape
    guard shape.values == nil, let range = NumberRange(shape, isInteger: !shape.types.contains(.fraction)) else { return [] }
    var result: [CaseProposal] = []
    func add(_ label: String, _ keyword: SchemaLocation, _ units: Int128) {
      if let number = range.number(units) { result.append(CaseProposal(label: label, keyword: keyword, value: .number(number))) }
    }
    if let limit = shape.minimum, let units = Units.units(limit.limit, places: range.places) {
      let name = limit.keyword.pointer.tokens.last ?? "minimum"
      if limit.isExclusive { add("\(name) itself", limit.keyword, Units.roundedUp(units, range.step)) }
      add("below \(name)", limit.keyword, Units.roundedDown(units - 1, range.step))
    }
    if let limit = shape.maximum, let units = Units.units(limit.limit, places: range.places) {
      let name = limit.keyword.pointer.tokens.last ?? "maximum"
      if limit.isExclusive { add("\(name) itself", limit.keyword, Units.roundedDown(units, range.step)) }
      add("above \(name)", limit.keyword, Units.roundedUp(units + 1, range.step))
    }
    for divisor in shape.divisors {
      guard let base = Units.units(number, places: range.places) else { continue }
      let unit = shape.types.contains(.fraction) ? 1 : Units.power(range.places)
      for shift in [unit, -unit, unit * 2] { add("not a multiple", divisor.keyword, base + shift) }
      if shape.types.contains(.fraction) {
        let text = Units.text(base * 10 + 5, places: range.places + 1)
        if let number = JSONNumber(text) {
          result.append(CaseProposal(label: "not a multiple", keyword: divisor.keyword, value: .number(number)))
        }
      }
    }
    return result
  }
}
