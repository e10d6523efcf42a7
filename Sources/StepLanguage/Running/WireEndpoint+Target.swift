import GateKit
import HTTPWire

extension WireEndpoint {
  /// Where a target listens, and how its certificate is verified where it speaks TLS.
  public init(_ target: TargetEndpoint) {
    let tls = target.tls.map { WireTLS(authorityFile: $0.authorityFile, isVerified: $0.isVerified, serverName: $0.serverName) }
    self.init(host: target.host, port: target.port, tls: tls)
  }
}
