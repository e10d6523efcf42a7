import JSONDocument

/// The core schema of YAML 1.2 (section 10.3) for scalars without quotes; everything quoted is text.
public enum CoreSchema {
  /// The value that a plain scalar stands for; a number keeps its text where JSON can write it so. Infinities and NaN, which JSON
  /// doesn't have, stay text.
  public static func value(ofPlain text: String) -> JSONValue {
    guard let first = text.utf8.first else { return .null }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return number(text).map { .number($0) } ?? .string(text)
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"),
      UInt8(ascii: "F"):
      return word(text)
    default: return .string(text)
    }
  }

  private static func word(_ text: String) -> JSONValue {
    switch text {
    case "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE": .bool(true)
    case "false", "False", "FALSE": .bool(false)
    default: .string(text)
    }
  }

  private static func number(_ text: String) -> JSONNumber? {
    if let number = JSONNumber(text) { return number }
    if text.hasPrefix("0x") { return unsigned(text, radix: 16) }
    if text.hasPrefix("0o") { return unsigned(text, radix: 8) }
    return normalized(text)
  }

  private static func unsigned(_ text: String, radix: Int) -> JSONNumber? {
    guard text.utf8.count > 2, text.utf8.dropFirst(2).first != UInt8(ascii: "-"), text.utf8.dropFirst(2).first != UInt8(ascii: "+")
    else { return nil }
    return UInt64(text.dropFirst(2), radix: radix).map { JSONNumber($0) }
  }

  /// What YAML allows and JSON doesn't: a plus, leading zeros, a missing digit on one side of the point.
  private static func normalized(_ text: String) -> JSONNumber? {
    var rest = Substring(text)
    var sign = ""
    if rest.hasPrefix("-") || rest.hasPrefix("+") {
      sign = rest.hasPrefix("-") ? "-" : ""
      rest = rest.dropFirst()
    }
    let whole = rest.prefix { ("0"..."9").contains($0) }
    var tail = rest[whole.endIndex...]
    let digits = String(whole.drop { $0 == "0" })
    if tail.hasPrefix(".") {
      let fraction = tail.dropFirst().prefix { ("0"..."9").contains($0) }
      guard !(whole.isEmpty && fraction.isEmpty) else { return nil }
      tail = (fraction.isEmpty ? "" : ".\(fraction)") + tail.dropFirst(1 + fraction.count)
    } else if whole.isEmpty {
      return nil
    }
    return JSONNumber(sign + (digits.isEmpty ? "0" : digits) + tail)
  }
}
