/// Text for a terminal or a CI log.
enum TerminalText {
  /// The text on one line, with nothing in it that a terminal or a CI runner would act on.
  ///
  /// Control characters become visible; `##` is parted, because Azure, GitHub and TeamCity read commands such as `##[error]`
  /// anywhere in a line; `::` at the start is parted, because GitHub reads commands there.
  static func inert(_ text: String) -> String {
    let line = ReportText.visible(ReportText.singleLine(text)).replacing("\t", with: " ")
    var output: [UInt8] = []
    output.reserveCapacity(line.utf8.count + 8)
    var previous: UInt8 = 0
    var isStart = true
    for byte in line.utf8 {
      let isPair = byte == previous && (byte == UInt8(ascii: "#") || byte == UInt8(ascii: ":") && isStart)
      if isPair { output.append(UInt8(ascii: " ")) }
      output.append(byte)
      if byte != UInt8(ascii: " "), byte != UInt8(ascii: ":") { isStart = false }
      previous = byte
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// At most `width` characters, the last an ellipsis where something was cut.
  static func cut(_ text: String, width: Int) -> String {
    guard width > 0 else { return "" }
    return text.count <= width ? text : text.prefix(width - 1) + "…"
  }

  /// The text with spaces behind it up to `width` characters.
  static func left(_ text: String, width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// The text with spaces before it up to `width` characters.
  static func right(_ text: String, width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
