/// The cookies of a browser's session.
public enum CookieKind: String, Sendable, CaseIterable {
  /// The access token.
  case access
  /// The refresh token.
  case refresh
  /// When both end, for scripts; no token.
  case session
}

/// How a browser keeps a cookie, and where it sends it (RFC 6265bis, section 4.1.2).
public struct CookieAttributes: Sendable, Equatable {
  public enum SameSite: String, Sendable {
    /// Only with requests that this site makes.
    case strict = "Strict"
    /// Also where another site links here.
    case lax = "Lax"
    /// With requests of every site.
    case none = "None"
  }

  /// Whether scripts cannot read it.
  public var isHTTPOnly: Bool
  /// Whether it is sent over TLS only.
  public var isSecure: Bool
  public var sameSite: SameSite
  /// How long it is kept; zero removes it.
  public var maxAge: Duration

  public init(isHTTPOnly: Bool, isSecure: Bool, sameSite: SameSite, maxAge: Duration) {
    self.isHTTPOnly = isHTTPOnly
    self.isSecure = isSecure
    self.sameSite = sameSite
    self.maxAge = maxAge
  }
}

/// Says how browsers keep the cookies of a session.
public protocol CookieAttributing: Sendable {
  /// - Parameters:
  ///   - lifetime: that of what stands in the cookie; zero where it is removed.
  ///   - isSecure: whether the service is reached over TLS.
  func attributes(of kind: CookieKind, lifetime: Duration, isSecure: Bool) -> CookieAttributes
}

/// Scripts see when the session ends and no more, a cookie lives as long as what stands in it, and no other site can spend the refresh
/// token.
public struct ClosedCookies: CookieAttributing {
  public init() {}

  public func attributes(of kind: CookieKind, lifetime: Duration, isSecure: Bool) -> CookieAttributes {
    CookieAttributes(
      isHTTPOnly: kind != .session, isSecure: isSecure, sameSite: kind == .refresh ? .strict : .lax, maxAge: lifetime)
  }
}
