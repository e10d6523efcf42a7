import JSONDocument

/// The numbers that a shape allows, as multiples of a step between limits, all in whole units of a power of ten: exact.
struct NumberRange: Sendable {
  /// Decimal places of a unit.
  let places: Int
  /// The first and the last allowed number in units; nil where there is no limit. They are multiples of the step.
  let low: Int128?
  let high: Int128?
  /// In units.
  let step: Int128
  let isInteger: Bool

  private static let mostPlaces = 12
  private static let largest: Int128 = 1_000_000_000_000_000_000_000_000

  /// Nil when nothing is allowed, or the numbers are too long to count with.
  init?(_ shape: Shape, isInteger: Bool) {
    let limits = [shape.minimum?.limit, shape.maximum?.limit].compactMap { $0 } + shape.divisors.map(\.value)
    let parsed = limits.compactMap(Units.parts)
    guard parsed.count == limits.count else { return nil }
    let most = parsed.map(\.places).max() ?? 0
    guard most <= Self.mostPlaces else { return nil }
    self.isInteger = isInteger
    // Numbers with a fraction need a place after the point, also where no limit has one.
    let places = isInteger || !shape.divisors.isEmpty ? most : max(most, 1)
    self.places = places
    let scale = Units.power(places)
    var step: Int128 = isInteger ? scale : 1
    for divisor in shape.divisors {
      guard let units = Units.units(divisor.value, places: places), units > 0, let both = Units.leastMultiple(step, units) else {
        return nil
      }
      step = both
    }
    self.step = step
    func limit(_ limit: NumberLimit?, isLow: Bool) -> Int128?? {
      guard let limit else { return .some(nil) }
      guard let units = Units.units(limit.limit, places: places), units.magnitude < UInt128(Self.largest) else { return nil }
      var inside = units
      if limit.isExclusive { inside += isLow ? 1 : -1 }
      return .some(isLow ? Units.roundedUp(inside, step) : Units.roundedDown(inside, step))
    }
    guard var low = limit(shape.minimum, isLow: true), var high = limit(shape.maximum, isLow: false) else { return nil }
    if shape.numberFormat == "int32" {
      low = max(low ?? .min, Units.roundedUp(-2_147_483_648 * scale, step))
      high = min(high ?? .max, Units.roundedDown(2_147_483_647 * scale, step))
      implied = true
    } else {
      implied = false
    }
    if let low, let high, low > high { return nil }
    (self.low, self.high) = (low, high)
  }

  /// Whether the limits come from a format that validation doesn't know.
  let implied: Bool

  func number(_ units: Int128) -> JSONNumber? { JSONNumber(Units.text(units, places: places)) }

  /// The number for an effort.
  /// - Parameter isSettled: stays within what doubles hold exactly.
  func pick(_ effort: Effort, isSettled: Bool, _ random: inout SeededGenerator) -> JSONNumber? {
    let (low, high) = bounded(isSettled: isSettled)
    guard low <= high else { return nil }
    let units: Int128
    switch effort {
    case .plain, .full: units = nearest(to: Units.power(places), low, high)
    case .low: units = self.low ?? nearest(to: 0, low, high)
    case .high: units = self.high ?? nearest(to: Units.power(places), low, high)
    case .random:
      let count = (high - low) / step
      let factor = Int128(random.next()) % (min(count, Int128(UInt64.max >> 1)) + 1)
      units = low + factor * step
    }
    return isInteger ? number(units) : fraction(units, low, high)
  }

  /// A range to draw from where limits are open.
  private func bounded(isSettled: Bool) -> (Int128, Int128) {
    let scale = Units.power(places)
    let span = max(1_000 * scale, step * 100)
    var low = self.low ?? min(0, (high ?? 0) - (high.map { $0 < 0 ? span : 0 } ?? 0))
    var high = self.high ?? max(low, 0) + span
    if isSettled {
      let edge = Int128(1 << 53) / max(1, scale / 1_000_000) * (scale > 1_000_000 ? 1 : scale)
      low = max(low, -edge)
      high = min(high, edge)
    }
    return (Units.roundedUp(low, step), Units.roundedDown(high, step))
  }

  private func nearest(to wanted: Int128, _ low: Int128, _ high: Int128) -> Int128 {
    min(max(Units.roundedUp(wanted, step), low), high)
  }

  /// Moves off whole numbers: the shape has integers as a type of its own.
  private func fraction(_ units: Int128, _ low: Int128, _ high: Int128) -> JSONNumber? {
    let scale = Units.power(places)
    guard units % scale == 0 else { return number(units) }
    for shift in [5 as Int128, 1, -1, -5] where places > 0 {
      let moved = units + shift * max(step, 1)
      if moved >= low, moved <= high, moved % scale != 0 { return number(moved) }
    }
    guard step == 1 else { return number(units) }
    // Between two whole limits there is room one place further.
    let half = units * 10 + (units * 10 + 5 <= high * 10 ? 5 : -5)
    guard half >= low * 10, half <= high * 10 else { return nil }
    return JSONNumber(Units.text(half, places: places + 1))
  }
}

/// Decimal numbers as whole counts of a power of ten.
enum Units {
  static func power(_ places: Int) -> Int128 { (0..<places).reduce(Int128(1)) { power, _ in power * 10 } }

  /// The digits without the point, and how many of them stand after it; nil for numbers of more than 30 places.
  static func parts(_ number: JSONNumber) -> (digits: Int128, places: Int)? {
    var digits: Int128 = 0
    var places = 0
    var exponent = 0
    let halves = number.text.lowercased().split(separator: "e")
    if halves.count == 2 {
      guard let value = Int(halves[1]), abs(value) <= 24 else { return nil }
      exponent = value
    }
    let mantissa = halves.first ?? "0"
    guard mantissa.utf8.count <= 30 else { return nil }
    var isAfterPoint = false
    for byte in mantissa.utf8 {
      switch byte {
      case UInt8(ascii: "-"): continue
      case UInt8(ascii: "."): isAfterPoint = true
      default:
        digits = digits * 10 + Int128(byte - 48)
        if isAfterPoint { places += 1 }
      }
    }
    if mantissa.hasPrefix("-") { digits = -digits }
    places -= exponent
    while places > 0, digits % 10 == 0 {
      digits /= 10
      places -= 1
    }
    if places < 0 {
      let (product, overflow) = digits.multipliedReportingOverflow(by: power(min(-places, 30)))
      guard !overflow, -places <= 30 else { return nil }
      return (product, 0)
    }
    return (digits, places)
  }

  static func units(_ number: JSONNumber, places: Int) -> Int128? {
    guard let parts = parts(number), parts.places <= places else { return nil }
    let (product, overflow) = parts.digits.multipliedReportingOverflow(by: power(places - parts.places))
    return overflow ? nil : product
  }

  static func leastMultiple(_ first: Int128, _ second: Int128) -> Int128? {
    var (divisor, rest) = (first, second)
    while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
    let (product, overflow) = (first / divisor).multipliedReportingOverflow(by: second)
    return overflow ? nil : product
  }

  static func roundedDown(_ value: Int128, _ step: Int128) -> Int128 { value - ((value % step) + step) % step }

  static func roundedUp(_ value: Int128, _ step: Int128) -> Int128 {
    let down = roundedDown(value, step)
    return down == value ? value : down + step
  }

  static func text(_ units: Int128, places: Int) -> String {
    guard places > 0 else { return String(units) }
    let scale = UInt128(power(places))
    let whole = units.magnitude / scale
    var fraction = String(units.magnitude % scale)
    fraction = String(repeating: "0", count: places - fraction.count) + fraction
    while fraction.last == "0" { fraction.removeLast() }
    let sign = units < 0 ? "-" : ""
    return fraction.isEmpty ? "\(sign)\(whole)" : "\(sign)\(whole).\(fraction)"
  }
}
