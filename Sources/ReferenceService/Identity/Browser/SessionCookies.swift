import HTTPTypes

/// Writes and reads the cookies of a browser's session.
struct SessionCookies: Sendable {
  /// The moment that is over for every browser.
  private static let past = ServiceInstant(secondsSinceEpoch: 0)

  let isSecure: Bool
  let attributing: any CookieAttributing

  /// `__Host-` binds a cookie to this host, to TLS and to every path (RFC 6265bis, section 4.1.3.2).
  func name(of kind: CookieKind) -> String { isSecure ? "__Host-\(kind.rawValue)" : kind.rawValue }

  /// The `Set-Cookie` fields for a pair of tokens, that of the access token first.
  func fields(for pair: RefreshTokens.Pair, at now: ServiceInstant) -> [HTTPField] {
    let ends = [pair.access.lifetime, pair.refreshLifetime].map { String(now.advanced(by: $0).secondsSinceEpoch) }
    return [
      field(.access, pair.access.token, lifetime: pair.access.lifetime), field(.refresh, pair.refresh, lifetime: pair.refreshLifetime),
      field(.session, ends.joined(separator: "."), lifetime: pair.refreshLifetime),
    ]
  }

  /// The `Set-Cookie` fields that remove every cookie of a session.
  var removal: [HTTPField] { CookieKind.allCases.map { field($0, "", lifetime: .zero) } }

  /// The value of a cookie of a request; nil where there is none, or more than one of the name, of which nobody knows which is whose.
  func value(of kind: CookieKind, in headers: HTTPFields) -> String? {
    let name = Array(name(of: kind).utf8)
    var values: [String] = []
    for pair in headers[values: .cookie].flatMap({ $0.split(separator: ";") }) {
      let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, Array(parts[0].utf8) == name { values.append(String(parts[1])) }
    }
    guard values.count == 1, let value = values.first, !value.isEmpty else { return nil }
    return value
  }

  private func field(_ kind: CookieKind, _ value: String, lifetime: Duration) -> HTTPField {
    let attributes = attributing.attributes(of: kind, lifetime: lifetime, isSecure: isSecure)
    var parts = ["\(name(of: kind))=\(value)", "Path=/", "Max-Age=\(attributes.maxAge.components.seconds)"]
    if attributes.maxAge <= .zero { parts.append("Expires=\(Self.past.httpDate)") }
    if attributes.isHTTPOnly { parts.append("HttpOnly") }
    if attributes.isSecure { parts.append("Secure") }
    parts.append("SameSite=\(attributes.sameSite.rawValue)")
    return HTTPField(name: .setCookie, value: parts.joined(separator: "; "))
  }
}
