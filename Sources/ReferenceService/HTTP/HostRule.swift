/// Says which `Host` a request may have (RFC 9112 section 3.2).
public protocol HostRule: Sendable {
  /// - Parameters:
  ///   - authority: the first one; nil for none.
  ///   - further: how many more there are.
  func isValid(_ authority: String?, further: Int) -> Bool
}

/// One, and nothing in it that a host and a port are not made of.
public struct OneHost: HostRule {
  public init() {}

  public func isValid(_ authority: String?, further: Int) -> Bool {
    guard let authority, further == 0 else { return false }
    return authority.utf8.count <= 262 && authority.utf8.allSatisfy { Self.isPlain($0) }
  }

  /// Of a registered name, an IP literal and a port (RFC 3986 section 3.2.2); user information is no part of a host.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: ":"), UInt8(ascii: "["),
      UInt8(ascii: "]"), UInt8(ascii: "%"):
      true
    default: false
    }
  }
}
