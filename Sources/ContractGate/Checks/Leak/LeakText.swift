import HTTPWire
import JSONDocument
import OpenAPI

/// The text of an answer's body as a person would read it: escapes of JSON and HTML undone, so that one pattern fits them all.
struct LeakText: Sendable {
  /// More of a body is not looked at.
  static let limit = 256 * 1024

  let bytes: [UInt8]

  /// - Parameter unescapes: whether the body is JSON.
  init(_ body: [UInt8], unescapes: Bool, limit: Int = Self.limit) {
    let head = body.prefix(limit)
    guard head.contains(where: { $0 == UInt8(ascii: "&") || unescapes && $0 == UInt8(ascii: "\\") }) else {
      bytes = Array(head)
      return
    }
    var output: [UInt8] = []
    output.reserveCapacity(head.count)
    var position = head.startIndex
    while position < head.endIndex {
      let byte = head[position]
      if byte == UInt8(ascii: "\\"), unescapes, position + 1 < head.endIndex {
        position += Self.unescape(head, position, into: &output)
      } else if byte == UInt8(ascii: "&") {
        position += Self.entity(head, position, into: &output)
      } else {
        output.append(byte)
        position += 1
      }
    }
    bytes = output
  }

  /// The text of an answer; nil for what is none: pictures, archives and the like.
  init?(_ response: WireResponse, of media: MediaTypeName?) {
    if let media, ["image", "audio", "video", "font"].contains(media.type) || media.subtype == "octet-stream" { return nil }
    guard response.headers["Content-Encoding"] == nil else { return nil }
    self.init(response.body, unescapes: media?.isJSON ?? false)
  }

  /// Takes up an escape of JSON; gives the bytes it had.
  private static func unescape(_ text: ArraySlice<UInt8>, _ position: Int, into output: inout [UInt8]) -> Int {
    switch text[position + 1] {
    case UInt8(ascii: "n"): output.append(10)
    case UInt8(ascii: "r"): output.append(13)
    case UInt8(ascii: "t"): output.append(9)
    case UInt8(ascii: "u"):
      guard position + 6 <= text.endIndex,
        let scalar = UInt8(String(decoding: text[position + 2..<position + 6], as: UTF8.self), radix: 16), scalar < 128
      else {
        output.append(UInt8(ascii: "?"))
        return min(6, text.endIndex - position)
      }
      output.append(scalar)
      return 6
    case let other: output.append(other)
    }
    return 2
  }

  private static let entities: [(text: [UInt8], byte: UInt8)] = [
    ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&apos;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"),
    ("&nbsp;", " "),
  ].map { (Array($0.0.utf8), $0.1.utf8.first ?? 32) }

  private static func entity(_ text: ArraySlice<UInt8>, _ position: Int, into output: inout [UInt8]) -> Int {
    for (entity, byte) in entities where text[position...].starts(with: entity) {
      output.append(byte)
      return entity.count
    }
    output.append(text[position])
    return 1
  }

  /// The line around a position, at most 400 bytes to each side.
  func line(around position: Int) -> ArraySlice<UInt8> {
    let floor = max(0, position - 400)
    let ceiling = min(bytes.count, position + 400)
    let start = bytes[floor..<position].lastIndex(of: 10).map { $0 + 1 } ?? floor
    let end = bytes[position..<ceiling].firstIndex(of: 10) ?? ceiling
    return bytes[start..<end]
  }

  /// What follows a position, up to a number of bytes, as text.
  func text(from position: Int, count: Int) -> String {
    guard position < bytes.count else { return "" }
    return String(decoding: bytes[position..<min(bytes.count, position + count)], as: UTF8.self)
  }
}
