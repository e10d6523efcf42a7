import JSONDocument

/// Picks numbers between limits, at the limits first.
struct NumberSource {
  let shape: SchemaShape
  let isInteger: Bool
  let effort: Effort

  mutating func number(_ random: inout SeededGenerator) -> JSONNumber? {
    if let divisor = shape.divisor, divisor.int == nil { return fractionalMultiple(of: divisor, &random) }
    let low = shape.minimum.map { bound($0.limit, isExclusive: $0.isExclusive, up: true) }
    let high = shape.maximum.map { bound($0.limit, isExclusive: $0.isExclusive, up: false) }
    if let low, let high, low > high { return isInteger ? nil : between() }
    let chosen = pick(low: low, high: high, &random)
    guard let divisor = shape.divisor?.int else { return JSONNumber(chosen) }
    return multiple(of: divisor, near: chosen, low: low, high: high).map { JSONNumber($0) }
  }

  private func pick(low: Int?, high: Int?, _ random: inout SeededGenerator) -> Int {
    let least = low ?? min(high ?? 0, 0)
    let most = high ?? least.addingReportingOverflow(1_000).partialValue
    switch effort {
    case .plain, .full: return min(max(least, 1), max(least, most))
    case .low: return least
    case .high: return high ?? least
    case .random: return Int.random(in: min(least, most)...max(least, most), using: &random)
    }
  }

  /// The integer at a limit: just inside of it.
  private func bound(_ limit: JSONNumber, isExclusive: Bool, up: Bool) -> Int {
    if let value = limit.int {
      guard isExclusive else { return value }
      return (up ? value.addingReportingOverflow(1) : value.subtractingReportingOverflow(1)).partialValue
    }
    let value = (up ? limit.double.rounded(.up) : limit.double.rounded(.down))
    return Int(exactly: min(max(value, -9e15), 9e15)) ?? 0
  }

  /// A fraction between limits that have no integer between them.
  private func between() -> JSONNumber? {
    guard let low = shape.minimum?.limit.double, let high = shape.maximum?.limit.double else { return nil }
    return JSONNumber((low + high) / 2)
  }

  private func multiple(of divisor: Int, near value: Int, low: Int?, high: Int?) -> Int? {
    let below = value - ((value % divisor) + divisor) % divisor
    let candidates = [below, below.addingReportingOverflow(divisor).partialValue]
    return candidates.first { candidate in
      (low.map { candidate >= $0 } ?? true) && (high.map { candidate <= $0 } ?? true)
    }
  }

  private func fractionalMultiple(of divisor: JSONNumber, _ random: inout SeededGenerator) -> JSONNumber? {
    let step = divisor.double
    let low = shape.minimum.map { ($0.limit.double / step).rounded(.up) + ($0.isExclusive ? 1 : 0) } ?? 0
    let high = shape.maximum.map { ($0.limit.double / step).rounded(.down) - ($0.isExclusive ? 1 : 0) } ?? low + 1_000
    let factor: Double
    switch effort {
    case .plain, .full: factor = min(max(low, 1), max(low, high))
    case .low: factor = low
    case .high: factor = high
    case .random: factor = Double.random(in: min(low, high)...max(low, high), using: &random).rounded()
    }
    // Products of doubles carry noise (3 × 0.1), so the number is written with the divisor's own decimal places.
    let places = divisor.text.split(separator: ".").dropFirst().first?.prefix { $0.isNumber }.count ?? 0
    return Self.decimal(factor * step, places: places) ?? JSONNumber(factor * step)
  }

  private static func decimal(_ value: Double, places: Int) -> JSONNumber? {
    guard (1...9).contains(places), value.magnitude < 1e9 else { return nil }
    let scale = (0..<places).reduce(into: 1) { scale, _ in scale *= 10 }
    let units = Int((value * Double(scale)).rounded())
    let fraction = String(units.magnitude % UInt(scale))
    let padding = String(repeating: "0", count: places - fraction.count)
    return JSONNumber("\(units < 0 ? "-" : "")\(units.magnitude / UInt(scale)).\(padding)\(fraction)")
  }
}
