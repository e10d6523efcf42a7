import HTTPWire
import Testing

/// A session that a test works with.
struct SessionHandle: Sendable {
  let harness: ServiceHarness
  let id: String
  /// Authorization and session token.
  let headers: WireHeaders

  /// Creates a session; `budget` is the JSON object's inside.
  static func create(_ harness: ServiceHarness, budget: String = "", account: ServiceHarness.Account = .admin) async throws -> SessionHandle
  {
    var headers = try await harness.authorization(account)
    let answer = try await harness.post("/v1/sessions", #"{"budget":{\#(budget)}}"#, headers: headers)
    try #require(answer.status == 201, "\(answer.json)")
    headers.add("X-Session-Token", try #require(answer.json["session_token"]?.string))
    return SessionHandle(harness: harness, id: try #require(answer.json["session_id"]?.string), headers: headers)
  }

  var path: String { "/v1/sessions/\(id)" }

  func call(_ name: String, _ parameters: String = #"{"query":"harbour"}"#, role: String? = nil) async throws -> ServiceHarness.Answer {
    var headers = headers
    if let role { headers.add("X-Role", role) }
    return try await harness.post("\(path)/operators/\(name)", parameters, headers: headers)
  }

  func run(_ query: String = "harbour") async throws -> ServiceHarness.Answer {
    try await harness.post("\(path)/run", #"{"query":"\#(query)"}"#, headers: headers)
  }

  func finalize() async throws -> ServiceHarness.Answer { try await harness.post("\(path)/finalize", headers: headers) }

  func ledgerKinds() async throws -> [String] {
    let page = try await harness.get("\(path)/ledger", headers: headers)
    return try #require(page.json["entries"]?.array).compactMap { $0["kind"]?.string }
  }
}
