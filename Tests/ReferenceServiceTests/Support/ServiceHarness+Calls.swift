import HTTPWire
import JSONDocument
import PostgresAccess
import Testing

extension ServiceHarness {
  /// A response and its body as JSON; an empty body is null.
  struct Answer: Sendable {
    let response: WireResponse
    let json: JSONValue

    var status: Int { response.status }
    /// The error code of the envelope.
    var code: String? { json["code"]?.string }

    init(_ response: WireResponse) throws {
      self.response = response
      json = response.body.isEmpty ? .null : try JSONParser.parse(response.body)
    }
  }

  /// The header of an access token.
  func authorization(_ account: Account = .admin) async throws -> WireHeaders {
    let body = #"{"account_id":"\#(account.rawValue)","secret":"\#(Self.secret)"}"#
    let answer = try Answer(try await client.send(.json("POST", "/v1/auth/token", body: body)))
    return ["Authorization": "Bearer \(try #require(answer.json["access_token"]?.string))"]
  }

  func post(_ path: String, _ body: String? = nil, headers: WireHeaders) async throws -> Answer {
    guard let body else { return try Answer(try await client.send(WireRequest(method: "POST", target: path, headers: headers))) }
    return try Answer(try await client.send(.json("POST", path, headers: headers, body: body)))
  }

  func get(_ path: String, headers: WireHeaders = []) async throws -> Answer {
    try Answer(try await client.send(WireRequest(target: path, headers: headers)))
  }

  /// The value of a sample on the metrics page.
  func metric(_ name: String) async throws -> Double {
    let page = try await client.send(WireRequest(target: "/metrics")).text
    let line = try #require(page.split(separator: "\n").first { $0.hasPrefix(name + " ") })
    return try #require(Double(line.dropFirst(name.count + 1)))
  }

  /// Rows straight from the database.
  func rows(_ sql: SQL) async throws -> [PostgresRow] {
    let connection = try await PostgresConnection.connect(database)
    do {
      let rows = try await connection.query(sql)
      await connection.close()
      return rows
    } catch {
      await connection.close()
      throw error
    }
  }
}
