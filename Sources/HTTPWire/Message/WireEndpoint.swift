import NIOCore

/// Where a server listens: a host name or IP literal, a TCP port, and whether it speaks TLS there.
public struct WireEndpoint: Sendable, Hashable, CustomStringConvertible {
  public let host: String
  public let port: Int
  /// How the server proves who it is; nil for plain text.
  public let tls: WireTLS?

  public init(host: String, port: Int, tls: WireTLS? = nil) {
    self.host = host
    self.port = port
    self.tls = tls
  }

  /// The endpoint of an `http://` or `ws://` URL, and of an `https://` or `wss://` one where `tls` is given; `nil` where the scheme is
  /// another or the authority is not `host[:port]`.
  public init?(url: String, tls: WireTLS? = nil) {
    let secure = tls == nil ? [] : ["https://", "wss://"]
    guard let scheme = (["http://", "ws://"] + secure).first(where: { url.lowercased().hasPrefix($0) }) else { return nil }
    let isSecure = secure.contains(scheme)
    let authority = url.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let plain = WireEndpoint(authority: String(authority), defaultPort: isSecure ? 443 : 80) else { return nil }
    self.init(host: plain.host, port: plain.port, tls: isSecure ? tls : nil)
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

  /// Whether the host is an IP literal and no name.
  var isAddress: Bool { (try? SocketAddress(ipAddress: host, port: port)) != nil }

  /// `host:port`, an IPv6 literal in brackets: what a `Host` header carries.
  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
