import GateModel

/// What every format does to text that came from outside before it escapes it.
enum ReportText {
  /// The longest text in a report, in bytes of UTF-8. The log holds all of it.
  static let limit = 65_536

  /// The text, bounded, with what looks like a credential taken out.
  static func safe(_ text: String, limit: Int = limit) -> String {
    Redaction.redact(bounded(text, limit: limit))
  }

  /// At most `limit` bytes of the text, cut between characters, with a note where something was left out.
  static func bounded(_ text: String, limit: Int = limit) -> String {
    let utf8 = text.utf8
    guard utf8.count > limit else { return text }
    var end = utf8.index(utf8.startIndex, offsetBy: max(0, limit))
    while end > utf8.startIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
    let rest = utf8.distance(from: end, to: utf8.endIndex)
    return String(decoding: utf8[..<end], as: UTF8.self) + "\n[\(rest) more bytes left out; the log has them]"
  }

  /// The text on one line: each run of line breaks becomes one space.
  static func singleLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// The text with what a display would act on made visible: control characters and the marks that change the direction
  /// of writing, which can make a line read otherwise than it is. Line feed and tab stay.
  static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isActive) else { return text }
    var output = ""
    for scalar in text.unicodeScalars {
      if isActive(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        output += "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
      } else {
        output.unicodeScalars.append(scalar)
      }
    }
    return output
  }

  private static func isActive(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
