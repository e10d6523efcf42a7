import JSONDocument

/// Formats that are about the text alone.
enum TextFormats {
  static func isUUID(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 36 else { return false }
    return bytes.enumerated().allSatisfy { position, byte in
      if [8, 13, 18, 23].contains(position) { return byte == UInt8(ascii: "-") }
      return Unicode.Scalar(byte).properties.isASCIIHexDigit
    }
  }

  static func isRelativePointer(_ text: String) -> Bool {
    let digits = text.prefix { ("0"..."9").contains($0) }
    guard !digits.isEmpty, digits == "0" || !digits.hasPrefix("0") else { return false }
    let rest = text[digits.endIndex...]
    return rest == "#" || JSONPointer(String(rest)) != nil
  }

  static func isBase64(_ text: String) -> Bool { bytes(base64: text) != nil }

  /// What a text in base64 (RFC 4648, section 4) encodes; nil when it is none.
  static func bytes(base64 text: String) -> [UInt8]? {
    let symbols = Array(text.utf8)
    guard symbols.count % 4 == 0 else { return nil }
    let padding = symbols.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard padding <= 2 else { return nil }
    var output: [UInt8] = []
    var (buffer, bits) = (UInt32(0), 0)
    for symbol in symbols.dropLast(padding) {
      guard let value = sextet(symbol) else { return nil }
      buffer = buffer << 6 | value
      bits += 6
      if bits >= 8 {
        bits -= 8
        output.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
      }
    }
    return output
  }

  private static func sextet(_ symbol: UInt8) -> UInt32? {
    switch symbol {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(symbol) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(symbol) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(symbol) + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
