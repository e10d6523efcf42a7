import GateConfig
import GateKit
import HTTPWire
import Testing

@testable import gatehouse

/// `identities:` of `gatehouse.yml`.
@Suite struct IdentitySettingsTests {
  private static let environment = ["TOKEN": "t0ken", "EMPTY": ""]

  private func read(_ text: String) throws -> IdentitySettings {
    let node = try ConfigDocument(text: text, path: "g.yml").root
    return try IdentitySettings(node, name: "alice", values: EnvironmentValues(variables: Self.environment))
  }

  @Test(
    "each form becomes headers or query parameters",
    arguments: [
      ("headers: {X-A: one, X-B: '${env.TOKEN}'}", ["X-A: one", "X-B: t0ken"], []),
      ("bearer: a${env.TOKEN}b", ["Authorization: Bearer at0kenb"], []),
      ("basic: {user: Aladdin, password: open sesame}", ["Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="], []),
      ("api_key: {name: X-Key, in: header, value: k}", ["X-Key: k"], []),
      ("api_key: {name: key, in: query, value: 'a&b c'}", [], ["key=a%26b%20c"]),
      ("api_key: {name: sid, in: cookie, value: k}", ["Cookie: sid=k"], []),
      ("cookie: {a: '1', b: '2'}\napi_key: {name: c, in: cookie, value: '3'}", ["Cookie: c=3; a=1; b=2"], []),
      ("bearer: t\ncookie: {a: '1'}", ["Authorization: Bearer t", "Cookie: a=1"], []),
    ])
  func forms(text: String, headers: [String], query: [String]) throws {
    let identity = try read(text).fixed
    #expect(identity.headers.map { "\($0.name): \($0.value)" } == headers)
    #expect(identity.query.map(\.encoded) == query)
  }

  @Test(
    "what is wrong is said with its place",
    arguments: [
      ("bearer: '${env.NOWHERE}'", "g.yml:1:9: 'bearer' takes the environment variable 'NOWHERE', which is not set"),
      ("bearer: '${env.EMPTY}'", "which is empty"),
      ("bearer: '${env.TOKEN'", "without an end"),
      ("bearer: Bearer abc", "Give the token alone"),
      ("bearer: a\nbasic: {user: u, password: p}", "sets Authorization twice"),
      ("bearer: a\ncommand: [mint]", "g.yml:2:10: the identity sets Authorization twice"),
      ("basic: {user: 'u:v', password: p}", "RFC 7617"),
      ("basic: {user: u}", "'basic' has no 'password'"),
      ("api_key: {name: k, in: path, value: v}", "Give header, query or cookie"),
      ("cookie: {a: 'x;y'}", "can't be sent as it is"),
      ("headers: {'X A': v}", "no name of a header"),
      ("headers: {X-A: \"a\\nb\"}", "holds a line break"),
      ("command: []", "'command' is empty"),
      ("as: {header: X}\nbearer: b", "Add 'command' or 'oauth'"),
      ("oauth: {token_url: 'ftp://h', client_id: a, client_secret: b}", "http:// or https:// URL"),
      ("oauth: {token_url: 'http://h', client_id: a, client_secret: b}\ncommand: [x]", "Keep one of them"),
      ("{}", "has no credentials"),
      ("berer: x", "Did you mean 'bearer'?"),
    ])
  func errors(text: String, message: String) {
    #expect { try read(text) } throws: { String(describing: $0).contains(message) }
  }

  @Test("a token goes into Authorization, or as it is into the header that is named")
  func token() throws {
    #expect(try read("command: [mint]").with(token: "t").headers == [TargetHeader(name: "Authorization", value: "Bearer t")])
    let named = try read("command: [mint]\nas: {header: X-Token}\nbearer: b").with(token: "t").headers
    #expect(named.map { "\($0.name): \($0.value)" } == ["Authorization: Bearer b", "X-Token: t"])
  }

  @Test("a token is asked for with the client's credentials and scopes in their encodings")
  func tokenRequest() throws {
    let text = "oauth: {token_url: 'https://h:1/a/token?x=1', client_id: 'me:', client_secret: 's s', scopes: [read, 'a:b']}"
    guard case .oauth(let settings) = try read(text).source else { throw TargetError("no oauth", remedy: "") }
    let request = TokenEndpoint(settings: settings, root: "/").request(to: settings.tokenURL)
    #expect(request.target == "/a/token?x=1")
    #expect(request.headers["Authorization"] == "Basic bWUlM0E6cyUyMHM=")
    #expect(String(decoding: request.body, as: UTF8.self) == "grant_type=client_credentials&scope=read%20a%3Ab")
  }

  @Test(
    "the life of a token is what the answer says, where it says one",
    arguments: [
      (",\"expires_in\": 60", 60), (",\"expires_in\": \"60\"", 60), ("", nil), (",\"expires_in\": 0", nil), (",\"expires_in\": 1e30", nil),
    ]
      as [(String, Int?)])
  func lifetime(member: String, seconds: Int?) throws {
    let answer = WireResponse(status: 200, body: Array("{\"access_token\": \"t\"\(member)}".utf8))
    let token = try TokenEndpoint.token(in: answer, from: WireEndpoint(host: "h", port: 1))
    #expect(token == TokenEndpoint.Token(text: "t", lifetime: seconds.map { .seconds($0) }))
  }

  @Test(
    "an answer without a usable token is an error that shows nothing of it",
    arguments: [
      (401, #"{"error": "invalid_client", "error_description": "s3cret"}"#, "answers 401 (invalid_client)"),
      (200, #"{"token": "s3cret"}"#, "has no 'access_token'"),
      (200, "s3cret", "has no 'access_token'"),
      (200, #"{"access_token": "s3cret", "token_type": "mac"}"#, "of the type 'mac'"),
    ])
  func tokenAnswers(status: Int, body: String, message: String) {
    let endpoint = WireEndpoint(host: "h", port: 1)
    #expect {
      try TokenEndpoint.token(in: WireResponse(status: status, body: Array(body.utf8)), from: endpoint)
    } throws: {
      String(describing: $0).contains(message) && !String(describing: $0).contains("s3cret")
    }
  }
}
