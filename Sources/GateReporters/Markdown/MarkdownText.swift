/// Text inside Markdown (CommonMark with GitHub's tables).
enum MarkdownText {
  /// The text on one line, with nothing in it that Markdown, HTML, a table or a mention would act on.
  static func inline(_ text: String) -> String {
    let line = ReportText.visible(ReportText.singleLine(text))
    var output: [UInt8] = []
    output.reserveCapacity(line.utf8.count + 16)
    var previous: UInt8 = 0
    for byte in line.utf8 {
      defer { previous = byte }
      switch byte {
      case UInt8(ascii: "&"): output += Array("&amp;".utf8)
      case UInt8(ascii: "<"): output += Array("&lt;".utf8)
      case UInt8(ascii: ">"): output += Array("&gt;".utf8)
      case UInt8(ascii: "@"): output += Array("&#64;".utf8)
      case UInt8(ascii: ":"): output += Array("&#58;".utf8)
      case UInt8(ascii: "\t"): output.append(UInt8(ascii: " "))
      // GitHub makes a link of what begins with `www.`.
      case UInt8(ascii: ".") where previous | 0x20 == UInt8(ascii: "w"): output += Array("\\.".utf8)
      case let byte where markup.contains(byte): output += [UInt8(ascii: "\\"), byte]
      default: output.append(byte)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// A table row; the cells are already escaped.
  static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  /// A heading row and the line that makes it a table; columns after the first `text` ones are numbers, set to the right.
  static func table(_ headings: [String], textColumns: Int) -> [String] {
    [row(headings), row(headings.indices.map { $0 < textColumns ? ":--" : "--:" })]
  }

  private static let markup = Set("\\`*_{}[]()#+!|~$=".utf8)
}
