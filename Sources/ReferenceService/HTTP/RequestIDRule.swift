/// Says which `X-Request-Id` of a caller is taken over into answers and log lines.
public protocol RequestIDRule: Sendable {
  func accepts(_ text: String) -> Bool
}

/// Letters, digits, `.`, `_` and `-`, at most 128 of them: nothing that could forge a log line or a header.
public struct PlainRequestIDs: RequestIDRule {
  public init() {}

  public func accepts(_ text: String) -> Bool {
    (1...128).contains(text.utf8.count) && text.utf8.allSatisfy { Self.isPlain($0) }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }
}
