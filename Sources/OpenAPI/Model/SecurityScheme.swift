import JSONDocument

/// A way to prove who calls.
public struct SecurityScheme: Sendable {
  public enum Kind: Sendable, Hashable {
    /// `Authorization` with this scheme, in lower case: `bearer`, `basic`.
    case http(scheme: String)
    case apiKey(name: String, location: Parameter.Location)
    case oauth2
    case openIDConnect
    case mutualTLS
  }

  public let name: String
  public let kind: Kind
  /// The ways to a token; only for ``Kind/oauth2``.
  public let flows: [OAuthFlow]
  /// Where the provider describes itself; only for ``Kind/openIDConnect``.
  public let openIDConnectURL: String?
  /// What a bearer token looks like, for people: `JWT`.
  public let bearerFormat: String?
  public let pointer: JSONPointer

  /// The header that carries the credential, if one does.
  public var header: String? {
    switch kind {
    case .http, .oauth2, .openIDConnect: "Authorization"
    case .apiKey(let name, .header): name
    case .apiKey(_, .cookie): "Cookie"
    case .apiKey, .mutualTLS: nil
    }
  }
}

/// Schemes that must all be satisfied.
public struct SecurityRequirement: Sendable {
  public let schemes: [(scheme: SecurityScheme, scopes: [String])]
  public let pointer: JSONPointer
}
