/// Another issuer whose access tokens count here, and where its keys are published.
public struct OutsideIssuerConfiguration: Sendable {
  /// The `iss` of its tokens.
  public var issuer: String
  /// The server that publishes its key set.
  public var host: String
  public var port: Int
  public var path: String
  /// How old a key set gets before it is fetched again, beside the requests that still use it.
  public var maximumAge: Duration = .seconds(300)
  /// How long after a fetch an unknown key does not cause another.
  public var unknownKeyPause: Duration = .seconds(10)
  /// For one fetch.
  public var deadline: Duration = .seconds(3)
  /// What `POST /internal/auth/jwks/refresh` is called with, at least 16 bytes; nil where there is no such operation.
  public var refreshToken: String?

  public init(issuer: String, host: String, port: Int, path: String = "/.well-known/jwks.json") {
    self.issuer = issuer
    self.host = host
    self.port = port
    self.path = path
  }

  func problems() -> [ConfigurationProblem] {
    var found: [ConfigurationProblem] = []
    if issuer.isEmpty || host.isEmpty || !path.hasPrefix("/") || !(1...65_535).contains(port) {
      found.append(.init("identity.outside", "names no issuer, or no place of its keys.", remedy: "Give issuer, host, port and path."))
    }
    for (name, value) in [("maximumAge", maximumAge), ("unknownKeyPause", unknownKeyPause), ("deadline", deadline)] where value <= .zero {
      found.append(.init("identity.outside.\(name)", "must be longer than zero.", remedy: "Give a positive duration."))
    }
    if let refreshToken, refreshToken.utf8.count < 16 {
      found.append(.init("identity.outside.refreshToken", "is too short.", remedy: "Use at least 16 bytes, or leave it out."))
    }
    return found
  }
}
