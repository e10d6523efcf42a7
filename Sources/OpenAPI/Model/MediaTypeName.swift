/// Type and subtype of a media type, without parameters, in lower case.
public struct MediaTypeName: Sendable, Hashable, CustomStringConvertible {
  public let type: String
  public let subtype: String

  /// Takes the value of a Content-Type header or a key of `content`.
  public init(_ text: String) {
    let essence = text.prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace }
    let parts = essence.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    type = String(parts.first ?? "")
    subtype = parts.count > 1 ? String(parts[1]) : ""
  }

  public var isJSON: Bool { type == "application" && subtype == "json" || subtype.hasSuffix("+json") }

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
