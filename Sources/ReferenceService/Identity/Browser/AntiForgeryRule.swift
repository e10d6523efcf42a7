import Cryptography

/// Says whether a request with the cookies of a session was made by whoever has the session, and not by a page of somebody else.
public protocol AntiForgeryRule: Sendable {
  /// - Parameters:
  ///   - given: what the request shows beside its cookies; nil for nothing.
  ///   - expected: the anti-forgery token of the session.
  func admits(given: String?, expected: String) -> Bool
}

/// Only with the very token, compared in constant time.
public struct TokenOfTheSession: AntiForgeryRule {
  public init() {}

  public func admits(given: String?, expected: String) -> Bool {
    guard let given else { return false }
    return constantTimeEquals(Array(given.utf8), Array(expected.utf8))
  }
}

/// Says from where a browser may begin a session.
public protocol FetchSiteRule: Sendable {
  /// - Parameter site: what the browser says of who makes the request (`Sec-Fetch-Site`); nil where it says nothing.
  func admits(_ site: String?) -> Bool
}

/// From this origin, so that nobody is logged in to an account that is not theirs. Who says nothing is no browser of today, and cannot send
/// JSON from another origin without being asked whether it may.
public struct OwnOriginOnly: FetchSiteRule {
  public init() {}

  public func admits(_ site: String?) -> Bool { site == nil || site == "same-origin" || site == "none" }
}
