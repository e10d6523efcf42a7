/// Base 16 (RFC 4648, section 8), written in lower case, read in either.
public enum Hex {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Two lower-case digits a byte.
  public static func encode(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes that the text stands for. Throws where a character is no digit or one is left over.
  public static func decode(_ text: String) throws(CryptographyError) -> [UInt8] {
    let characters = Array(text.utf8)
    var values: [UInt8] = []
    values.reserveCapacity(characters.count)
    for (offset, character) in characters.enumerated() {
      guard let value = value(of: character) else { throw .invalidEncoding(format: "hexadecimal", offset: offset) }
      values.append(value)
    }
    guard values.count.isMultiple(of: 2) else { throw .invalidEncoding(format: "hexadecimal", offset: characters.count) }
    return stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
  }

  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
