/// Scans one number by the grammar of RFC 8259, section 6.
struct JSONNumberScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var position: Int

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
      guard digits() else { return false }
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      position += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
      guard digits() else { return false }
    }
    return true
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func digits() -> Bool {
    let start = position
    while position < bytes.count, bytes[position] &- 48 < 10 { position += 1 }
    return position > start
  }
}
