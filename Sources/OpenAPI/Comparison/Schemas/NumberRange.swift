import JSONDocument

/// Bounds and divisors of numbers.
struct NumberRange: Hashable, Sendable {
  struct Bound: Hashable, Sendable {
    var limit: JSONNumber
    var isExclusive: Bool
  }

  var isInteger = false
  var lower: Bound?
  var upper: Bound?
  var divisors: [JSONNumber] = []
  /// `int32` and the like; a promise to people that no validator checks.
  var format = ""

  mutating func raise(_ bound: Bound) {
    if let lower, lower.limit > bound.limit || lower.limit == bound.limit && lower.isExclusive { return }
    lower = bound
  }

  mutating func lower(_ bound: Bound) {
    if let upper, upper.limit < bound.limit || upper.limit == bound.limit && upper.isExclusive { return }
    upper = bound
  }

  /// The same numbers in one spelling: integers have inclusive integral bounds, and being an integer is no divisor.
  mutating func simplify() {
    if divisors.contains(where: \.isInteger) { isInteger = true }
    divisors.removeAll { $0 == JSONNumber(1) }
    guard isInteger else { return }
    if let bound = lower, let limit = Self.integer(bound, up: true) { lower = Bound(limit: JSONNumber(limit), isExclusive: false) }
    if let bound = upper, let limit = Self.integer(bound, up: false) { upper = Bound(limit: JSONNumber(limit), isExclusive: false) }
  }

  /// The nearest integer inside the bound; nil where it is too large to be sure.
  private static func integer(_ bound: Bound, up: Bool) -> Int? {
    if let value = bound.limit.int {
      guard bound.isExclusive else { return value }
      let (next, overflowed) = value.addingReportingOverflow(up ? 1 : -1)
      return overflowed ? nil : next
    }
    guard !bound.limit.isInteger, abs(bound.limit.double) < 1e15 else { return nil }
    return Int(up ? bound.limit.double.rounded(.up) : bound.limit.double.rounded(.down))
  }

  var isEmpty: Bool {
    guard let lower, let upper else { return false }
    return lower.limit > upper.limit || lower.limit == upper.limit && (lower.isExclusive || upper.isExclusive)
  }

  func contains(_ value: JSONNumber) -> Bool {
    if isInteger, !value.isInteger { return false }
    if let lower, value < lower.limit || lower.isExclusive && value == lower.limit { return false }
    if let upper, value > upper.limit || upper.isExclusive && value == upper.limit { return false }
    return divisors.allSatisfy { value.decimal.isMultiple(of: $0.decimal) ?? false }
  }

  /// Whether every number here is one of the other range.
  func isWithin(_ other: NumberRange) -> Bool {
    if other.isInteger, !isInteger { return false }
    if let bound = other.lower {
      guard let lower, lower.limit > bound.limit || lower.limit == bound.limit && (lower.isExclusive || !bound.isExclusive) else {
        return false
      }
    }
    if let bound = other.upper {
      guard let upper, upper.limit < bound.limit || upper.limit == bound.limit && (upper.isExclusive || !bound.isExclusive) else {
        return false
      }
    }
    return other.divisors.allSatisfy { wanted in divisors.contains { $0.decimal.isMultiple(of: wanted.decimal) == true } }
  }

  /// Whether no number is in both.
  func isDisjoint(from other: NumberRange) -> Bool {
    var both = self
    if let bound = other.lower { both.raise(bound) }
    if let bound = other.upper { both.lower(bound) }
    both.isInteger = isInteger || other.isInteger
    both.simplify()
    return both.isEmpty
  }

  /// The numbers one by one where they are few integers.
  func listed(limit: Int) -> [JSONNumber]? {
    guard isInteger, let low = lower?.limit.int, let high = upper?.limit.int, low <= high else { return nil }
    let (count, overflowed) = high.subtractingReportingOverflow(low)
    guard !overflowed, count < limit else { return nil }
    return (low...high).map { JSONNumber($0) }.filter { contains($0) }
  }
}
