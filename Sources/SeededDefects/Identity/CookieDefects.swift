import HTTPTypes
import ReferenceService

/// What can be wrong with the sessions of browsers.
enum CookieDefects {
  static let all: [SeededDefect] = [
    SeededDefect(
      "cookie.not-httponly", requirements: ["S2-P12"], "Scripts can read the cookie of the access token.",
      change: .parts {
        $0.identity.cookies = OtherAttributes(healthy: $0.identity.cookies) { if $1 == .access { $0.isHTTPOnly = false } }
      }),
    SeededDefect(
      "cookie.outlives-token", requirements: ["S2-P12"], "A cookie is kept for a year, whatever stands in it.",
      change: .parts {
        $0.identity.cookies = OtherAttributes(healthy: $0.identity.cookies) { attributes, _ in
          if attributes.maxAge > .zero { attributes.maxAge = .seconds(31_536_000) }
        }
      }),
    SeededDefect(
      "cookie.token-in-body", requirements: ["S2-P12"], "The access token of a browser also stands in the body.",
      change: .parts { $0.interceptors.append(TokenInBody()) }),
    SeededDefect(
      "cookie.any-origin", requirements: ["S2-P12"], "Pages of every origin may read answers to requests with cookies.",
      change: .parts { $0.interceptors.append(AnyOrigin()) }),
    SeededDefect(
      "cookie.no-csrf-check", requirements: ["S2-P12.2"], "Whatever comes with the cookies is taken for the holder's wish.",
      change: .parts { $0.identity.antiForgery = CookiesSuffice() }),
    SeededDefect(
      "cookie.login-from-anywhere", requirements: ["S2-P12.2"], "A page of another site can log a browser in.",
      change: .parts { $0.identity.fetchSites = EverySite() }),
    SeededDefect(
      "cookie.refresh-samesite-none", requirements: ["S4-IDP-005"], "The refresh token also comes with requests that other sites make.",
      change: .parts {
        $0.identity.cookies = OtherAttributes(healthy: $0.identity.cookies) { if $1 == .refresh { $0.sameSite = .none } }
      }),
    SeededDefect(
      "cookie.insecure-in-production", requirements: ["S4-IDP-005"], "Whoever asks for cookies without TLS gets them, also in production.",
      change: .configuration { if $0.identity.hasInsecureCookies { $0.identity.environment = "development" } }),
    SeededDefect(
      "redirect.open", requirements: ["S4-IDP-005"], "After a log-in a browser goes wherever the address said.",
      change: .parts { $0.identity.returnPaths = AnyAddress(healthy: $0.identity.returnPaths) }),
  ]
}

/// Changes the attributes of one cookie or of each.
private struct OtherAttributes: CookieAttributing {
  let healthy: any CookieAttributing
  let change: @Sendable (inout CookieAttributes, CookieKind) -> Void

  func attributes(of kind: CookieKind, lifetime: Duration, isSecure: Bool) -> CookieAttributes {
    var attributes = healthy.attributes(of: kind, lifetime: lifetime, isSecure: isSecure)
    change(&attributes, kind)
    return attributes
  }
}

private struct TokenInBody: RequestInterceptor {
  func intercept(
    _ request: ServiceRequest, operationID: String, next: @Sendable (ServiceRequest) async throws -> ServiceResponse
  ) async throws -> ServiceResponse {
    var response = try await next(request)
    guard operationID == "beginBrowserSession", let cookie = response.headers[values: .setCookie].first else { return response }
    let token = cookie.prefix { $0 != ";" }.drop { $0 != "=" }.dropFirst()
    response.body = Array("{\"access_token\":\"\(token)\",".utf8) + response.body.dropFirst()
    return response
  }
}

private struct AnyOrigin: RequestInterceptor {
  func intercept(
    _ request: ServiceRequest, operationID: String, next: @Sendable (ServiceRequest) async throws -> ServiceResponse
  ) async throws -> ServiceResponse {
    var response = try await next(request)
    guard request.headers[.origin] != nil else { return response }
    response.headers[.accessControlAllowOrigin] = "*"
    response.headers[.accessControlAllowCredentials] = "true"
    return response
  }
}

private struct CookiesSuffice: AntiForgeryRule {
  func admits(given: String?, expected: String) -> Bool { true }
}

private struct EverySite: FetchSiteRule {
  func admits(_ site: String?) -> Bool { true }
}

private struct AnyAddress: ReturnPathRule {
  let healthy: any ReturnPathRule

  func path(_ asked: String?) -> String { asked ?? healthy.path(nil) }
}
