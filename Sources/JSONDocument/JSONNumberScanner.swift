/// Scans one number by the grammar of RFC 8259, section 6.
struct JSONNumberScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var position: Int
  private let start: Int
  private var value: Int64 = 0
  private var count = 0
  private var scale = 0
  private var hasExponent = false

  /// So many digits fit into 64 bits, and so do their sums.
  static let mostPlainDigits = 18
  static let largestPlain: UInt64 = 999_999_999_999_999_999

  init(bytes: UnsafeBufferPointer<UInt8>, position: Int) {
    (self.bytes, self.position, start) = (bytes, position, position)
  }

  /// Advances over a number; false leaves the position at the byte that doesn't fit.
  mutating func scan() -> Bool {
    if peek == UInt8(ascii: "-") { position += 1 }
    if peek == UInt8(ascii: "0") {
      position += 1
    } else {
      guard digits() else { return false }
    }
    if peek == UInt8(ascii: ".") {
      position += 1
      let before = position
      guard digits() else { return false }
      scale = position - before
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      hasExponent = true
      position += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
      guard digits() else { return false }
    }
    return true
  }

  /// The scanned number when its text follows from its digits; nil when the text must be kept.
  var plain: JSONNumber.Storage? {
    guard !hasExponent, count <= Self.mostPlainDigits, scale <= Self.mostPlainDigits else { return nil }
    let isNegative = bytes[start] == UInt8(ascii: "-")
    if isNegative, value == 0 { return nil }
    return .plain(digits: isNegative ? -value : value, scale: UInt8(scale))
  }

  private var peek: UInt8 { position < bytes.count ? bytes[position] : 0 }

  private mutating func digits() -> Bool {
    let start = position
    while position < bytes.count {
      let digit = bytes[position] &- 48
      guard digit < 10 else { break }
      value = value &* 10 &+ Int64(digit)
      position += 1
    }
    count += position - start
    return position > start
  }
}
