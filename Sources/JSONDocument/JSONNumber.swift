/// A JSON number with the text it was written in.
///
/// Equality is that of the values: `1`, `1.0` and `10e-1` are equal, whatever their size, without rounding.
public struct JSONNumber: Sendable {
  package let storage: Storage

  /// Most numbers are a few digits with a point in them, from which the text follows; the others keep their text.
  package enum Storage: Sendable {
    /// `digits` × 10^-`scale`, written with exactly `scale` digits after the point, without an exponent, and not as `-0`.
    case plain(digits: Int64, scale: UInt8)
    case text(String)
  }

  /// Nil when the text isn't a number by the grammar of RFC 8259.
  public init?(_ text: String) {
    var copy = text
    let scanned = copy.withUTF8 { bytes -> Storage?? in
      var scanner = JSONNumberScanner(bytes: bytes, position: 0)
      guard scanner.scan(), scanner.position == bytes.count else { return nil }
      return .some(scanner.plain)
    }
    guard let scanned else { return nil }
    storage = scanned ?? .text(text)
  }

  public init(_ value: some BinaryInteger) {
    if let digits = Int64(exactly: value), digits.magnitude <= JSONNumberScanner.largestPlain {
      storage = .plain(digits: digits, scale: 0)
    } else {
      storage = .text(String(value))
    }
  }

  /// Nil for infinities and NaN, which JSON doesn't have. The text is the shortest that reads back as the same double.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    self.init("\(value)")
  }

  /// For a caller that has checked the grammar.
  init(_ storage: Storage) { self.storage = storage }

  /// The text as RFC 8259 allows it.
  public var text: String {
    switch storage {
    case .text(let text): return text
    case .plain(let digits, 0): return String(digits)
    case .plain(let digits, let scale):
      let written = String(digits.magnitude)
      let padded = String(repeating: "0", count: max(0, Int(scale) + 1 - written.utf8.count)) + written
      let point = padded.utf8.index(padded.utf8.endIndex, offsetBy: -Int(scale))
      return (digits < 0 ? "-" : "") + padded[..<point] + "." + padded[point...]
    }
  }

  /// The value as an integer, also from `1.0` or `1e2`; nil when it has a fraction or doesn't fit.
  public var int: Int? {
    guard case .plain(let digits, let scale) = storage else { return decimal.int }
    if scale == 0 { return Int(digits) }
    let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: Self.power(scale))
    return remainder == 0 ? Int(quotient) : nil
  }

  /// The nearest double; infinite when the number is beyond the range of doubles.
  public var double: Double {
    // Both are exact as doubles, so that their quotient is rounded once.
    if case .plain(let digits, let scale) = storage, digits.magnitude < 1 << 53 { return Double(digits) / Double(Self.power(scale)) }
    return Double(text) ?? 0
  }

  /// The exact value.
  public var decimal: JSONDecimal { JSONDecimal(validated: text) }

  /// Whether the number has no fraction, as `2`, `2.0` and `2e3`.
  public var isInteger: Bool {
    guard case .plain(let digits, let scale) = storage else { return decimal.isInteger }
    return scale == 0 || digits % Self.power(scale) == 0
  }

  /// Whether the double nearest to this number is the same number written shortly: clients that read doubles lose nothing.
  public var survivesDouble: Bool {
    let value = double
    guard value.isFinite, let back = JSONNumber(value) else { return false }
    return back == self
  }

  /// 10 to a power of at most ``JSONNumberScanner/mostPlainDigits``.
  package static func power(_ exponent: UInt8) -> Int64 {
    var power: Int64 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }

  /// The digits of both numbers brought to one scale; nil where that would not fit, or for numbers kept as text.
  private static func aligned(_ left: JSONNumber, _ right: JSONNumber) -> (Int64, Int64)? {
    guard case .plain(let first, let scale) = left.storage, case .plain(let second, let otherScale) = right.storage else { return nil }
    if scale == otherScale { return (first, second) }
    let power = power(scale > otherScale ? scale - otherScale : otherScale - scale)
    let (product, overflowed) = (scale < otherScale ? first : second).multipliedReportingOverflow(by: power)
    guard !overflowed else { return nil }
    return scale < otherScale ? (product, second) : (first, product)
  }
}

extension JSONNumber: Hashable, Comparable {
  public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
    if let (first, second) = aligned(left, right) { return first == second }
    return left.decimal == right.decimal
  }

  public static func < (left: JSONNumber, right: JSONNumber) -> Bool {
    if let (first, second) = aligned(left, right) { return first < second }
    return left.decimal < right.decimal
  }

  /// Equal numbers of different spelling have the same digits once the zeros at the end are gone.
  public func hash(into hasher: inout Hasher) {
    guard case .plain(var digits, let scale) = storage else {
      decimal.hashDigits(into: &hasher)
      return
    }
    var exponent = -Int(scale)
    guard digits != 0 else {
      hasher.combine(0)
      return
    }
    while digits % 10 == 0 {
      digits /= 10
      exponent += 1
    }
    hasher.combine(digits)
    hasher.combine(exponent)
  }
}

extension JSONNumber: CustomStringConvertible {
  public var description: String { text }
}
