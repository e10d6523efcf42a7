import GateKit
import HTTPWire
import JSONDocument
import ReferenceService

/// Logs the harness's accounts in, the way every client does, and makes a retired key by rotating once.
struct ReferenceLogin {
  struct Session: Sendable {
    var identities: [String: TargetIdentity] = [:]
    var variables: [String: String] = [:]
  }

  let endpoint: TargetEndpoint
  let accounts: ReferenceAccounts
  let clock: ReferenceClock

  func run() async throws -> Session {
    try await WireLoops.with(threads: 1) { loops in
      let client = HTTPWireClient(endpoint: WireEndpoint(host: endpoint.host, port: endpoint.port), loops: loops)
      var session = Session()
      guard let admin = accounts.entries.first(where: { $0.identity == ReferenceAccounts.defaultIdentity }) else { return session }
      let old = try await token(admin.account, client)
      session.identities[ReferenceAccounts.expiredIdentity] = Self.bearer(old)
      let rotation = try await send(client, "/v1/auth/keys/rotate", [("authorization", "Bearer \(old)")], body: nil)
      session.variables["retired_kid"] = try Self.text("retired_key_id", in: rotation)
      // Past the life of the first token, which is what makes it the expired one.
      await clock.advance(by: .seconds(900))
      for entry in accounts.entries {
        session.identities[entry.identity] = Self.bearer(try await token(entry.account, client))
        session.variables["tenant.\(entry.identity)"] = entry.account.tenantID ?? ""
        session.variables["account.\(entry.identity)"] = entry.account.id
        session.variables["secret.\(entry.identity)"] = entry.account.secret
      }
      session.variables.merge(WebhookKey.variables) { old, _ in old }
      await client.close()
      return session
    }
  }

  private func token(_ account: BootstrapAccount, _ client: HTTPWireClient) async throws -> String {
    let body: JSONValue = ["account_id": .string(account.id), "secret": .string(account.secret)]
    return try Self.text("access_token", in: try await send(client, "/v1/auth/token", [], body: body))
  }

  private func send(_ client: HTTPWireClient, _ path: String, _ headers: [(String, String)], body: JSONValue?) async throws -> JSONValue {
    var fields = WireHeaders()
    for (name, value) in headers { fields.add(name, value) }
    if body != nil { fields.add("content-type", "application/json") }
    let request = WireRequest(method: "POST", target: path, headers: fields, body: body.map { Array($0.serialized().utf8) } ?? [])
    let response = try await client.send(request, deadline: .seconds(10))
    guard response.status == 200 else {
      throw TargetError("POST \(path) of the reference service answers \(response.status)", remedy: "See its log lines")
    }
    return try JSONParser.parse(response.body)
  }

  private static func text(_ member: String, in value: JSONValue) throws -> String {
    guard let text = value[member]?.string else {
      throw TargetError("an answer of the reference service has no '\(member)'", remedy: "Compare it with contracts/openapi.yaml")
    }
    return text
  }

  private static func bearer(_ token: String) -> TargetIdentity {
    TargetIdentity(headers: [TargetHeader(name: "authorization", value: "Bearer \(token)")])
  }
}
