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

  static func isBase64(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count % 4 == 0 else { return false }
    let padding = bytes.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard padding <= 2 else { return false }
    return bytes.dropLast(padding).allSatisfy { byte in
      let scalar = Unicode.Scalar(byte)
      return scalar.isASCII && (ScalarSet.word.contains(scalar) && scalar != "_" || scalar == "+" || scalar == "/")
    }
  }
}
