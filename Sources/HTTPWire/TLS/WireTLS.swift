/// How a client talks TLS: which certificates it takes.
public struct WireTLS: Sendable, Hashable {
  /// A PEM file with the certificates that are trusted instead of the system's.
  public var authorityFile: String?
  /// False takes any certificate.
  public var isVerified: Bool
  /// The name that is asked for (SNI) and that the certificate must hold, where it isn't the endpoint's host.
  public var serverName: String?

  public init(authorityFile: String? = nil, isVerified: Bool = true, serverName: String? = nil) {
    self.authorityFile = authorityFile
    self.isVerified = isVerified
    self.serverName = serverName
  }
}
