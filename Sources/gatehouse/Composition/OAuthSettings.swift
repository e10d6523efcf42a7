import GateConfig
import HTTPWire

/// `oauth:` of an identity: a token for the client itself (RFC 6749, section 4.4).
struct OAuthSettings: Sendable, Hashable {
  /// May hold `${port}`, for a service that gives its own tokens.
  var tokenURL: String
  var clientID: String
  var clientSecret: String
  var scopes: [String]
  /// A PEM file, from the folder of `gatehouse.yml`, with the certificates that are trusted at the token endpoint.
  var authorityFile: String?

  /// - Throws: `ConfigError`.
  init(_ node: ConfigNode, values: EnvironmentValues) throws {
    var oauth = try node.mapping("oauth")
    let url = try oauth.required("token_url")
    tokenURL = try values.string(url, "token_url")
    guard WireEndpoint(url: tokenURL.replacing("${port}", with: "1"), tls: WireTLS()) != nil else {
      throw ConfigError("'token_url' is '\(try url.string())'", at: url.location, remedy: "Give an http:// or https:// URL")
    }
    clientID = try values.string(try oauth.required("client_id"), "client_id")
    clientSecret = try values.string(try oauth.required("client_secret"), "client_secret")
    scopes = try oauth.optional("scopes")?.list("scopes").map { try values.string($0, "scopes") } ?? []
    authorityFile = try oauth.optional("ca").map { try values.string($0, "ca") }
    try oauth.finish()
  }
}
