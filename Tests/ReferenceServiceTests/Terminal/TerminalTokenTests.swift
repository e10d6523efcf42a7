import HTTPWire
import ReferenceService
import Testing

/// A terminal token that a test works with.
struct TokenHandle: Sendable {
  static let allocation = "3f2b8a52-6c1e-4d0f-9a77-0b1c2d3e4f50"
  let harness: ServiceHarness
  let headers: WireHeaders
  let text: String

  static func issue(_ harness: ServiceHarness, allocation: String = allocation) async throws -> TokenHandle {
    let headers = try await harness.authorization()
    let answer = try await harness.post("/v1/allocations/\(allocation)/terminal-tokens", headers: headers)
    try #require(answer.status == 201)
    return TokenHandle(harness: harness, headers: headers, text: try #require(answer.json["token"]?.string))
  }

  func request(_ text: String? = nil, allocation: String = allocation) -> WireRequest {
    .json(
      "POST", "/v1/terminal/consume", headers: headers,
      body: #"{"token":"\#(text ?? self.text)","allocation_id":"\#(allocation)"}"#)
  }

  func consume(_ text: String? = nil, allocation: String = allocation) async throws -> ServiceHarness.Answer {
    try .init(try await harness.client.send(request(text, allocation: allocation)))
  }

  /// Statuses of simultaneous consumes of this token.
  func burst(_ count: Int) async throws -> [Int] {
    let burst = Burst(endpoint: harness.endpoint, loops: harness.loops)
    let result = try await burst.run(Array(repeating: request(), count: count))
    await burst.close()
    try #require(result.overlap.happened)
    return result.responses.map(\.status)
  }
}

extension RunningServiceTests {
  @Suite struct TerminalTokenTests {
    private let consumedMetric = "terminal_tokens_consumed_ok_total"
    private let rejectedMetric = "terminal_tokens_replay_rejected_total"

    @Test("A token is good once")
    func once() async throws {
      try await ServiceHarness.run { harness in
        let token = try await TokenHandle.issue(harness)
        let first = try await token.consume()
        #expect(first.status == 200)
        #expect(first.json["allocation_id"]?.string == TokenHandle.allocation)
        #expect(try await token.consume().status == 401)
      }
    }

    @Test("Of 30 simultaneous consumes of one token exactly one wins, and the counters are exact")
    func oneWins() async throws {
      try await ServiceHarness.run { harness in
        for round in 1...10 {
          let statuses = try await TokenHandle.issue(harness).burst(30)
          #expect(statuses.filter { $0 == 200 }.count == 1)
          #expect(statuses.filter { $0 == 401 }.count == 29)
          #expect(try await harness.metric(consumedMetric) == Double(round))
          #expect(try await harness.metric(rejectedMetric) == Double(29 * round))
        }
      }
    }

    @Test("With token.get-then-delete, simultaneous consumes have more than one winner")
    func getThenDelete() async throws {
      try await ServiceHarness.run(.init(defects: ["token.get-then-delete"])) { harness in
        // Rounds, because the first opens the pool's connections, which spreads the takers out, and a busy machine may do the same.
        var winners: [Int] = []
        for _ in 1...10 {
          let token = try await TokenHandle.issue(harness)
          winners.append(try await token.burst(30).filter { $0 == 200 }.count)
          #expect(try await token.consume().status == 401)
        }
        #expect(winners.contains { $0 > 1 })
      }
    }

    @Test("With token.counter-lost-update, attempts are lost to the counters")
    func lostUpdate() async throws {
      try await ServiceHarness.run(.init(defects: ["token.counter-lost-update"])) { harness in
        for _ in 1...3 {
          let statuses = try await TokenHandle.issue(harness).burst(30)
          #expect(statuses.filter { $0 == 200 }.count == 1)
        }
        let counted = try await harness.metric(consumedMetric) + harness.metric(rejectedMetric)
        #expect(counted < 90)
      }
    }

    @Test("A token lives to the last millisecond of its 60 seconds, and no longer", arguments: [(60_000, 200), (60_001, 401)])
    func expiry(milliseconds: Int, status: Int) async throws {
      let clock = ManualServiceClock()
      try await ServiceHarness.run(.init(clock: clock)) { harness in
        let token = try await TokenHandle.issue(harness)
        clock.advance(by: .milliseconds(milliseconds))
        #expect(try await token.consume().status == status)
      }
    }

    @Test("Replayed, expired, unknown, malformed and misdirected tokens are refused in the same words")
    func uniformRefusal() async throws {
      let clock = ManualServiceClock()
      try await ServiceHarness.run(.init(clock: clock)) { harness in
        let token = try await TokenHandle.issue(harness)
        let other = "00000000-0000-4000-8000-000000000000"
        var answers = [try await token.consume(allocation: other)]
        _ = try await token.consume()
        answers.append(try await token.consume())
        let late = try await TokenHandle.issue(harness)
        clock.advance(by: .seconds(61))
        answers.append(try await late.consume())
        for text in [String(repeating: "A", count: 43), "", "not a token", String(repeating: "x", count: 10_000)] {
          answers.append(try await token.consume(text))
        }
        for answer in answers {
          #expect(answer.status == 401)
          #expect(answer.code == "ERR_TERMINAL_TOKEN_INVALID")
          #expect(answer.json["message"] == answers[0].json["message"])
          #expect(answer.json["retryable"]?.bool == false)
        }
        #expect(try await harness.metric(rejectedMetric) == Double(answers.count))
      }
    }

    @Test("With token.distinct-replay-error, a replayed token can be told from an unknown one")
    func distinctReplay() async throws {
      try await ServiceHarness.run(.init(defects: ["token.distinct-replay-error"])) { harness in
        let token = try await TokenHandle.issue(harness)
        _ = try await token.consume()
        #expect(try await token.consume().code == "ERR_TERMINAL_TOKEN_USED")
        #expect(try await token.consume("unknown").code == "ERR_TERMINAL_TOKEN_INVALID")
      }
    }

    @Test("A token is good only for the user that it was issued to", arguments: [ServiceHarness.Account.colleague, .stranger])
    func boundToUser(account: ServiceHarness.Account) async throws {
      try await ServiceHarness.run { harness in
        let token = try await TokenHandle.issue(harness)
        let theirs = TokenHandle(harness: harness, headers: try await harness.authorization(account), text: token.text)
        #expect(try await theirs.consume().status == 401)
        let issue = try await harness.post("/v1/allocations/\(TokenHandle.allocation)/terminal-tokens", headers: theirs.headers)
        #expect(issue.status == 404)
        #expect(try await token.consume().status == 200)
      }
    }

    @Test("Neither the store nor the log holds a token")
    func onlyHashed() async throws {
      try await ServiceHarness.run { harness in
        let token = try await TokenHandle.issue(harness)
        let row = try await harness.rows("SELECT to_jsonb(t)::text AS row FROM terminal_tokens AS t")[0]
        #expect(try !row.get("row", as: String.self).contains(token.text))
        _ = try await WebSocketClient.connect(
          to: harness.endpoint, .init(target: "/v1/terminal/connect?token=\(token.text)"), loops: harness.loops)
        let events = try await harness.rows("SELECT coalesce(string_agg(data::text, ''), '') AS data FROM outbox_event")[0]
        #expect(try !events.get("data", as: String.self).contains(token.text))
        #expect(!harness.log.lines.isEmpty)
        #expect(!harness.log.lines.contains { $0.contains(token.text) })
      }
    }

    @Test("What is no allocation's id is not found")
    func badAllocation() async throws {
      try await ServiceHarness.run { harness in
        let headers = try await harness.authorization()
        #expect(try await harness.post("/v1/allocations/none/terminal-tokens", headers: headers).status == 404)
      }
    }
  }
}
