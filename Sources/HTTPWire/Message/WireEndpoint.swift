/// Where a server listens: a host name or IP literal, and a TCP port.
public struct WireEndpoint: Sendable, Hashable, CustomStringConvertible {
  public let host: String
  public let port: Int

  public init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// The endpoint of an `http://` or `ws://` URL; `nil` where the scheme differs or the authority is not `host[:port]`.
  public init?(url: String) {
    var rest = Substring(url)
    guard let scheme = ["http://", "ws://"].first(where: { url.lowercased().hasPrefix($0) }) else { return nil }
    rest = rest.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    self.init(authority: String(authority), defaultPort: 80)
  }

  /// The endpoint named by `host`, `host:port`, `[v6]` or `[v6]:port` (RFC 3986 section 3.2); `nil` where it is none of these.
  public init?(authority: String, defaultPort: Int) {
    var host = Substring(authority)
    var portText: Substring?
    if host.hasPrefix("[") {
      guard let end = host.firstIndex(of: "]") else { return nil }
      let after = host[host.index(after: end)...]
      if !after.isEmpty {
        guard after.hasPrefix(":") else { return nil }
        portText = after.dropFirst()
      }
      host = host[host.index(after: host.startIndex)..<end]
    } else if let colon = host.firstIndex(of: ":") {
      portText = host[host.index(after: colon)...]
      host = host[..<colon]
    }
    guard !host.isEmpty, !host.contains("@") else { return nil }
    var port = defaultPort
    if let portText {
      guard let number = Int(portText), portText.allSatisfy(\.isNumber) else { return nil }
      port = number
    }
    guard (0...65_535).contains(port) else { return nil }
    self.init(host: String(host), port: port)
  }

  /// `host:port`, an IPv6 literal in brackets: what a `Host` header carries.
  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
