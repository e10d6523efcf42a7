/// Type and subtype of a media type, without parameters, in lower case.
public struct MediaTypeName: Sendable, Hashable, CustomStringConvertible {
  public let type: String
  public let subtype: String

  /// Takes the value of a Content-Type header or a key of `content`.
  public init(_ text: String) {
    var essence: [UInt8] = []
    for byte in text.utf8 {
      if byte == UInt8(ascii: ";") { break }
      // Blanks, and what ends lines.
      if byte == 32 || (9...13).contains(byte) { continue }
      essence.append((65...90).contains(byte) ? byte | 32 : byte)
    }
    let slash = essence.firstIndex(of: UInt8(ascii: "/")) ?? essence.endIndex
    type = String(decoding: essence[..<slash], as: UTF8.self)
    subtype = String(decoding: essence[slash...].dropFirst(), as: UTF8.self)
    isJSON = type == "application" && subtype == "json" || subtype.hasSuffix("+json")
  }

  public let isJSON: Bool

  /// Whether a body of this type is a sequence of values: events, or JSON texts by lines or records.
  public var isSequence: Bool {
    ["text/event-stream", "application/jsonl", "application/x-ndjson", "application/json-seq"].contains(description)
  }

  /// Whether this, read as a range, covers the other.
  public func covers(_ other: MediaTypeName) -> Bool {
    (type == "*" || type == other.type) && (subtype == "*" || subtype == other.subtype)
  }

  public var description: String { "\(type)/\(subtype)" }
}
