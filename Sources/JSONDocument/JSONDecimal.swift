/// An exact decimal: sign, significant digits without leading or trailing zeros, and a power of ten.
///
/// It compares and divides without rounding and without expanding an exponent, so that `1e1000000000` costs no memory.
public struct JSONDecimal: Sendable, Hashable {
  let isNegative: Bool
  /// Values 0 to 9; empty for zero.
  let digits: [UInt8]
  /// The value is 0.d₁d₂d₃… × 10^`magnitude`; 0 for zero.
  let magnitude: Int

  /// Exponents beyond this are held at it; no comparison of practical numbers is affected.
  private static let exponentLimit = 1 << 40

  init(validated text: String) {
    var negative = false
    var digits: [UInt8] = []
    var exponent = 0
    var exponentIsNegative = false
    var part = Part.integer
    var integerDigits = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "-"):
        if part == .exponent { exponentIsNegative = true } else { negative = true }
      case UInt8(ascii: "+"): break
      case UInt8(ascii: "."): part = .fraction
      case UInt8(ascii: "e"), UInt8(ascii: "E"): part = .exponent
      default:
        let digit = byte &- 48
        if part == .exponent {
          exponent = min(exponent * 10 + Int(digit), Self.exponentLimit)
        } else {
          digits.append(digit)
          if part == .integer { integerDigits += 1 }
        }
      }
    }
    let leading = digits.prefix { $0 == 0 }.count
    while digits.last == 0 { digits.removeLast() }
    guard leading < digits.count else {
      (isNegative, self.digits, magnitude) = (false, [], 0)
      return
    }
    isNegative = negative
    self.digits = Array(digits.dropFirst(leading))
    magnitude = integerDigits - leading + (exponentIsNegative ? -exponent : exponent)
  }

  private enum Part { case integer, fraction, exponent }

  public var isZero: Bool { digits.isEmpty }

  public var isInteger: Bool { magnitude >= digits.count }

  /// Hashes digits and exponent, in the way that ``JSONNumber`` does it for numbers of which it keeps no text.
  func hashDigits(into hasher: inout Hasher) {
    guard !isZero else { return hasher.combine(0) }
    guard digits.count <= JSONNumberScanner.mostPlainDigits else { return hasher.combine(self) }
    let value = digits.reduce(Int64(0)) { $0 * 10 + Int64($1) }
    hasher.combine(isNegative ? -value : value)
    hasher.combine(magnitude - digits.count)
  }

  /// The value when it is an integer that fits.
  public var int: Int? {
    guard isInteger, magnitude <= 19 else { return nil }
    var value: Int = 0
    for position in 0..<magnitude {
      let digit = position < digits.count ? Int(digits[position]) : 0
      let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowedAgain) = product.subtractingReportingOverflow(digit)
      guard !overflowed, !overflowedAgain else { return nil }
      value = sum
    }
    if isNegative { return value }
    return value == Int.min ? nil : -value
  }

  /// Whether this is an integer multiple of the divisor.
  ///
  /// Exact for divisors of up to 37 significant digits; nil for longer ones and for zero.
  public func isMultiple(of divisor: JSONDecimal) -> Bool? {
    guard !divisor.isZero, divisor.digits.count <= 37 else { return nil }
    if isZero { return true }
    let shift = (magnitude - digits.count) - (divisor.magnitude - divisor.digits.count)
    // The last digit here isn't zero, so a number with more decimal places than the divisor can't be a multiple of it.
    guard shift >= 0 else { return false }
    let modulus = divisor.digits.reduce(into: UInt128(0)) { $0 = $0 * 10 + UInt128($1) }
    var remainder = digits.reduce(UInt128(0)) { ($0 * 10 + UInt128($1)) % modulus }
    // A divisor below 2^128 has at most 127 factors 2 or 5: what isn't a multiple after 128 powers of ten never becomes one.
    var left = min(shift, 128)
    while left > 0, remainder != 0 {
      remainder = remainder * 10 % modulus
      left -= 1
    }
    return remainder == 0
  }
}

extension JSONDecimal: Comparable {
  public static func < (left: JSONDecimal, right: JSONDecimal) -> Bool {
    if left.isZero { return !right.isZero && !right.isNegative }
    if right.isZero { return left.isNegative }
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? isSmaller(right, left) : isSmaller(left, right)
  }

  /// Compares absolute values that aren't zero.
  private static func isSmaller(_ left: JSONDecimal, _ right: JSONDecimal) -> Bool {
    if left.magnitude != right.magnitude { return left.magnitude < right.magnitude }
    return left.digits.lexicographicallyPrecedes(right.digits)
  }
}
