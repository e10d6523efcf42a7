import HTTPWire
import ReferenceService
import Testing

extension RunningServiceTests {
  @Suite struct SessionTests {
    @Test("A session ends as supported when its ledger holds evidence, and then refuses everything")
    func lifecycle() async throws {
      try await ServiceHarness.run { harness in
        let session = try await SessionHandle.create(harness)
        let found = try await session.call("search", #"{"query":"harbour","limit":3}"#)
        let reference = try #require(found.json["rows"]?[0]?["reference"]?.string)
        #expect(found.json["rows"]?.array?.count == 3)
        let span = try await session.call("fetch_span", #"{"reference":"\#(reference)","length":11,"depth":2}"#)
        #expect(span.json["rows"]?[0]?["text"]?.string == "The harbour")
        let sums = try await session.call("aggregate")
        #expect(sums.json["rows"]?.array?.compactMap { $0["count"]?.int } == [4, 4, 4])
        #expect(try await session.finalize().json["terminal_mode"]?.string == "SUPPORTED")
        #expect(try await session.finalize().code == "ERR_SESSION_FINALIZED")
        #expect(try await session.call("search").code == "ERR_SESSION_FINALIZED")
        #expect(try await session.run().code == "ERR_SESSION_FINALIZED")
      }
    }

    @Test("A session's creation, its ledger entry and its outbox event are one transaction")
    func oneTransaction() async throws {
      try await ServiceHarness.run { harness in
        let session = try await SessionHandle.create(harness)
        let count = try await harness.rows(
          """
          SELECT (SELECT count(*) FROM evidence_sessions) AS sessions, (SELECT count(*) FROM session_runtime) AS runtimes,
            (SELECT count(*) FROM policy_snapshots) AS snapshots, (SELECT count(*) FROM ledger_entries) AS entries,
            (SELECT count(*) FROM outbox_event WHERE data->>'session_id' = \(session.id)) AS events
          """)[0]
        #expect(count.values == ["1", "1", "1", "1", "1"])
      }
    }

    @Test("A session of somebody else is answered like one that does not exist", arguments: [ServiceHarness.Account.colleague, .stranger])
    func foreign(account: ServiceHarness.Account) async throws {
      try await ServiceHarness.run { harness in
        let session = try await SessionHandle.create(harness)
        var headers = try await harness.authorization(account)
        headers.add("X-Session-Token", try #require(session.headers["X-Session-Token"]))
        let unknown = "/v1/sessions/00000000-0000-4000-8000-000000000000"
        for (theirs, none) in [(session.path, unknown), ("\(session.path)/ledger", "\(unknown)/ledger")] {
          let left = try await harness.get(theirs, headers: headers)
          let right = try await harness.get(none, headers: headers)
          #expect(left.status == 404)
          #expect(left.code == right.code)
          #expect(left.json["message"] == right.json["message"])
        }
        #expect(try await harness.post("\(session.path)/finalize", headers: headers).status == 404)
        #expect(try await harness.get("/v1/sessions/none", headers: headers).status == 404)
      }
    }

    @Test("Operators, runs and the end of a session need its token", arguments: ["operators/search", "run", "finalize"])
    func needsToken(operation: String) async throws {
      try await ServiceHarness.run { harness in
        let session = try await SessionHandle.create(harness)
        let authorization = try await harness.authorization()
        for token in [nil, "", "wrong"] as [String?] {
          var headers = authorization
          if let token { headers.add("X-Session-Token", token) }
          let answer = try await harness.post("\(session.path)/\(operation)", #"{"query":"harbour"}"#, headers: headers)
          #expect(answer.status == 401)
          #expect(answer.code == "ERR_SESSION_TOKEN_INVALID")
        }
      }
    }

    @Test("An operator sees only the caller's tenant and only the columns of the safe view")
    func safeView() async throws {
      try await ServiceHarness.run { harness in
        let session = try await SessionHandle.create(harness, account: .stranger)
        let answer = try await session.call("search", #"{"query":"harbour","limit":50}"#)
        let rows = try #require(answer.json["rows"]?.array)
        #expect(rows.count == 12)
        #expect(rows.allSatisfy { $0["reference"]?.string?.hasPrefix("tenant-b-") == true })
        #expect(!answer.response.text.contains("canary"))
        #expect(try await session.call("fetch_span", #"{"reference":"tenant-a-doc-1"}"#).json["rows"]?.array?.isEmpty == true)
        #expect(try await session.call("search", #"{"query":"%"}"#).json["rows"]?.array?.isEmpty == true)
        #expect(try await session.call("search", #"{"query":"canary"}"#).json["rows"]?.array?.isEmpty == true)
      }
    }

    @Test(
      "The ledger refuses to be changed",
      arguments: ["UPDATE ledger_entries SET detail = ''", "DELETE FROM ledger_entries", "TRUNCATE ledger_entries"])
    func appendOnly(statement: String) async throws {
      try await ServiceHarness.run { harness in
        let session = try await SessionHandle.create(harness)
        await #expect(throws: (any Error).self) { _ = try await harness.rows(.init(unsafe: statement)) }
        #expect(try await session.ledgerKinds() == ["SESSION_CREATED"])
      }
    }

    @Test(
      "A request that makes no sense is answered with 400 and costs nothing",
      arguments: [
        ("search", "{}"), ("search", #"{"query":""}"#), ("search", #"{"query":"a","limit":51}"#), ("search", #"{"query":"a","more":1}"#),
        ("search", "[]"), ("search", #"{"query":"a\u0000"}"#), ("fetch_span", "{}"), ("fetch_span", #"{"reference":"a","length":0}"#),
        ("aggregate", #"{"depth":0}"#), ("aggregate", #"{"limit":1}"#), ("search", #"{"query":"a","offset":1}"#),
        ("fetch_span", #"{"reference":"a","query":"b"}"#), ("fetch_span", #"{"reference":""}"#), ("search", #"{"query":null}"#),
      ])
    func badParameters(name: String, parameters: String) async throws {
      try await ServiceHarness.run { harness in
        let session = try await SessionHandle.create(harness, budget: #""max_calls":1"#)
        let answer = try await session.call(name, parameters)
        #expect(answer.status == 400)
        #expect(answer.code == "ERR_INVALID_REQUEST")
        #expect(try await session.call("search").status == 200)
      }
    }

    @Test("The ledger comes in pages")
    func pages() async throws {
      try await ServiceHarness.run { harness in
        let session = try await SessionHandle.create(harness)
        for _ in 0..<3 { _ = try await session.call("search") }
        let first = try await harness.get("\(session.path)/ledger?limit=2", headers: session.headers)
        #expect(first.json["entries"]?.array?.compactMap { $0["sequence"]?.int } == [1, 2])
        #expect(first.json["next_after"]?.int == 2)
        let rest = try await harness.get("\(session.path)/ledger?after=2&limit=10", headers: session.headers)
        #expect(rest.json["entries"]?.array?.compactMap { $0["sequence"]?.int } == [3, 4])
        #expect(rest.json["next_after"]?.isNull == true)
        #expect(try await harness.get("\(session.path)/ledger?limit=0", headers: session.headers).status == 400)
      }
    }

    @Test("Without session_runtime in the base schema, a fresh store cannot create a session")
    func baseSchemaWithoutRuntime() async throws {
      func expect(_ status: Int, defects: [String]) async throws {
        let setup = ServiceHarness.Setup(isEmpty: true, defects: defects, configure: { $0.schemaBoot = .base })
        try await ServiceHarness.run(setup) { harness in
          let answer = try await harness.post("/v1/sessions", "{}", headers: try await harness.authorization())
          #expect(answer.status == status)
        }
      }
      try await expect(201, defects: [])
      try await expect(500, defects: ["schema.init-missing-runtime"])
    }
  }
}
