import JSONDocument

/// One of OAuth 2.0's ways to a token (RFC 6749), as the document describes it.
public struct OAuthFlow: Sendable {
  public enum Grant: String, Sendable, CaseIterable {
    case implicit, password, clientCredentials, authorizationCode
  }

  public let grant: Grant
  public let authorizationURL: String?
  public let tokenURL: String?
  public let refreshURL: String?
  /// Scope → what it is for, in the order of the document.
  public let scopes: [(name: String, meaning: String)]
  public let pointer: JSONPointer
}
