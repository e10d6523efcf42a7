import Foundation
import GateKit
import GateModel
import HTTPWire
import JSONDocument

/// Asks an authorization server for a token with the client's own credentials (RFC 6749, section 4.4).
struct TokenEndpoint {
  let settings: OAuthSettings
  /// Folder that relative paths start from.
  let root: String

  /// What the endpoint gives.
  struct Token: Sendable, Hashable {
    let text: String
    /// How long it holds from now on; nil where the endpoint doesn't say.
    let lifetime: Duration?
  }

  /// - Parameter url: of the token endpoint, with every variable in it.
  /// - Throws: `TargetError`.
  func token(from url: String, limit: Duration = .seconds(10)) async throws -> Token {
    guard
      let endpoint = WireEndpoint(url: url, tls: WireTLS(authorityFile: settings.authorityFile.map { TargetPath.absolute($0, root: root) }))
    else { throw TargetError("the token endpoint '\(url)' is no URL", remedy: "Give 'token_url' as an http:// or https:// URL") }
    let response: WireResponse
    do {
      response = try await WireLoops.with(threads: 1) { loops in
        let client = HTTPWireClient(endpoint: endpoint, loops: loops)
        let response = try await client.send(request(to: url), deadline: limit)
        await client.close()
        return response
      }
    } catch let error as WireError {
      try Task.checkCancellation()
      let remedy = error.kind == .untrusted ? "Name its authority under 'oauth.ca'" : "Check 'token_url'"
      throw TargetError("the token endpoint gave no answer: \(error)", remedy: remedy)
    }
    return try Self.token(in: response, from: endpoint)
  }

  func request(to url: String) -> WireRequest {
    // Both are form-encoded before they are joined (section 2.3.1).
    let client = "\(PercentEncoding.encode(settings.clientID)):\(PercentEncoding.encode(settings.clientSecret))"
    var headers = WireHeaders()
    headers.add("Authorization", "Basic \(Data(client.utf8).base64EncodedString())")
    headers.add("Content-Type", "application/x-www-form-urlencoded")
    headers.add("Accept", "application/json")
    var form = "grant_type=client_credentials"
    if !settings.scopes.isEmpty { form += "&scope=\(PercentEncoding.encode(settings.scopes.joined(separator: " ")))" }
    let rest = url.drop { $0 != ":" }.dropFirst(3)
    let target = rest.firstIndex { "/?#".contains($0) }.map { rest[$0...].prefix { $0 != "#" } } ?? "/"
    return WireRequest(
      method: "POST", target: target.hasPrefix("/") ? String(target) : "/\(target)", headers: headers, body: Array(form.utf8))
  }

  /// Section 5.1. Messages hold the error code of section 5.2 and nothing else of the answer.
  static func token(in response: WireResponse, from endpoint: WireEndpoint) throws -> Token {
    // A body that is no JSON has no members, which the message says.
    let body = try? JSONParser.parse(response.body)
    guard response.status == 200 else {
      let code = body?["error"]?.string.map { " (\(Redaction.redact(String($0.prefix(80)))))" } ?? ""
      throw TargetError(
        "the token endpoint at \(endpoint) answers \(response.status)\(code)",
        remedy: "Check 'client_id', 'client_secret' and 'scopes' of the identity, and that the client may use the client credentials grant")
    }
    guard let token = body?["access_token"]?.string, !token.isEmpty, token.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
      throw TargetError(
        "the answer of the token endpoint at \(endpoint) has no 'access_token'", remedy: "Check 'token_url' (RFC 6749, section 5.1)")
    }
    let type = body?["token_type"]?.string ?? "Bearer"
    guard type.lowercased() == "bearer" else {
      throw TargetError(
        "the token endpoint at \(endpoint) gives a token of the type '\(type.prefix(40))'", remedy: "Only bearer tokens can be sent")
    }
    // A lifetime that is no positive number of seconds says nothing.
    let seconds = body?["expires_in"]?.number?.int ?? body?["expires_in"]?.string.flatMap { Int($0) }
    return Token(text: token, lifetime: seconds.flatMap { (1...longest).contains($0) ? .seconds($0) : nil })
  }

  /// Of a longer life the end isn't reached.
  private static let longest = 10_000_000
}
