import XMLKit

/// Markup of HTML. What is put into it by interpolation is escaped, so that text cannot become markup by oversight.
///
/// The markup is also well-formed XML (every element is closed), so that a test reads it back with another parser.
struct HTML: ExpressibleByStringInterpolation, Sendable {
  private(set) var markup: String

  init(stringLiteral value: String) { markup = value }

  init(stringInterpolation: Interpolation) { markup = stringInterpolation.markup }

  init(joining parts: some Sequence<HTML>) {
    markup = ""
    for part in parts { markup += part.markup }
  }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity + 32 * interpolationCount) }

    mutating func appendLiteral(_ literal: String) { markup += literal }
    /// Text on one line.
    mutating func appendInterpolation(_ text: String) { markup += HTML.escaped(ReportText.singleLine(text)) }
    /// Text with its lines, for `pre`.
    mutating func appendInterpolation(lines text: String) { markup += HTML.escaped(text) }
    mutating func appendInterpolation(_ number: Int) { markup += String(number) }
    mutating func appendInterpolation(_ part: HTML) { markup += part.markup }
    mutating func appendInterpolation(_ parts: [HTML]) { for part in parts { markup += part.markup } }
  }

  /// Text for an element or an attribute in quotes, with control characters made visible.
  private static func escaped(_ text: String) -> String {
    let visible = ReportText.visible(text)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(visible.utf8.count + 16)
    for byte in visible.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
      case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
      case UInt8(ascii: ">"): bytes += Array("&gt;".utf8)
      case UInt8(ascii: "\""): bytes += Array("&quot;".utf8)
      case UInt8(ascii: "'"): bytes += Array("&#39;".utf8)
      default: bytes.append(byte)
      }
    }
    return XMLText.replacingForbidden(String(decoding: bytes, as: UTF8.self))
  }
}
