import HTTPTypes

/// Says from which address a request comes.
public protocol ClientAddressing: Sendable {
  /// - Parameter peer: the other end of the connection.
  func address(peer: String?, headers: HTTPFields) -> String
}

/// The peer of the connection; only where that is a trusted proxy, the last address in `X-Forwarded-For` that is none.
public struct PeerAddressing: ClientAddressing {
  private let trustedProxies: Set<String>

  public init(trustedProxies: Set<String>) { self.trustedProxies = trustedProxies }

  public func address(peer: String?, headers: HTTPFields) -> String {
    guard let peer, trustedProxies.contains(peer) else { return peer ?? "unknown" }
    let forwarded = headers[values: .forwardedFor].joined(separator: ",").split(separator: ",").map { part in
      String(part.filter { $0 != " " && $0 != "\t" })
    }
    return forwarded.last { !trustedProxies.contains($0) && $0.utf8.count <= 45 } ?? peer
  }
}

/// The network that an address stands in.
enum ClientNetwork {
  static func of(_ address: String) -> String {
    let parts = address.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 4 { return parts.prefix(3).joined(separator: ".") + ".0/24" }
    let groups = address.split(separator: ":", omittingEmptySubsequences: false)
    return groups.count > 2 ? groups.prefix(4).joined(separator: ":") + "::/64" : address
  }
}
