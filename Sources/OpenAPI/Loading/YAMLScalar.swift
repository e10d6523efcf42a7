import JSONDocument
import Yams

/// The core schema of YAML 1.2 for plain scalars; everything quoted is a string.
enum YAMLScalar {
  static func value(of scalar: Node.Scalar) -> JSONValue {
    guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
    switch scalar.string {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: return number(scalar.string).map { .number($0) } ?? .string(scalar.string)
    }
  }

  private static func number(_ text: String) -> JSONNumber? {
    if let number = JSONNumber(text) { return number }
    guard let first = text.utf8.first, first &- 48 < 10 || "+-.".utf8.contains(first) else { return nil }
    if text.hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16).map { JSONNumber($0) } }
    if text.hasPrefix("0o") { return Int(text.dropFirst(2), radix: 8).map { JSONNumber($0) } }
    // What YAML allows and JSON doesn't: a plus, leading zeros, a missing digit on one side of the point.
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
