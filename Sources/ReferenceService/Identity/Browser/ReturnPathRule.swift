/// Says where a browser goes on after a log-in.
public protocol ReturnPathRule: Sendable {
  /// - Parameter asked: what the address of the log-in page names, which anybody can write; nil for nothing.
  func path(_ asked: String?) -> String
}

/// To a path of this origin; for everything else there is the account's own page. Two slashes would begin with a host (RFC 3986, section
/// 4.2), and browsers take a backslash for a slash.
public struct LocalReturnPath: ReturnPathRule {
  static let standard = "/account"
  private static let longest = 512

  public init() {}

  public func path(_ asked: String?) -> String {
    guard let asked, asked.hasPrefix("/"), !asked.hasPrefix("//"), asked.utf8.count <= Self.longest,
      asked.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") })
    else { return Self.standard }
    return asked
  }
}
