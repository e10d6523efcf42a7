import HTTPWire
import JSONDocument
import ReferenceService
import Testing

extension RunningServiceTests {
  @Suite struct WireBehaviourTests {
    @Test("Every refusal is the envelope with a code, a message and the request's id")
    func envelopes() async throws {
      try await ServiceHarness.run { harness in
        let token = try await harness.authorization(id: "admin")
        let big = #"{"account_id":""# + String(repeating: "a", count: 5_000) + #"","secret":"x"}"#
        let json: WireHeaders = ["Content-Type": "application/json"]
        let rows: [(String, String, WireHeaders, String, Int, String)] = [
          ("GET", "/nowhere", [], "", 404, "ERR_NOT_FOUND"),
          ("GET", "/v1/me/", [], "", 404, "ERR_NOT_FOUND"),
          ("PUT", "/v1/me", [], "", 405, "ERR_METHOD_NOT_ALLOWED"),
          ("PROPFIND", "/v1/auth/token", [], "", 405, "ERR_METHOD_NOT_ALLOWED"),
          ("GET", "/v1/me", [], "", 401, "ERR_UNAUTHENTICATED"),
          ("GET", "/v1/me", ["Authorization": "Basic YTpi"], "", 401, "ERR_UNAUTHENTICATED"),
          ("GET", "/v1/me?x=%zz", token, "", 400, "ERR_INVALID_REQUEST"),
          ("GET", "/v1/events?after=x", token, "", 400, "ERR_INVALID_REQUEST"),
          ("GET", "/v1/events?limit=101", token, "", 400, "ERR_INVALID_REQUEST"),
          ("POST", "/v1/auth/token", json, "{", 400, "ERR_INVALID_REQUEST"),
          ("POST", "/v1/auth/token", json, "", 400, "ERR_INVALID_REQUEST"),
          ("POST", "/v1/auth/token", json, #"{"account_id":"a","secret":"b","admin":true}"#, 400, "ERR_INVALID_REQUEST"),
          ("POST", "/v1/auth/token", ["Content-Type": "text/plain"], "{}", 415, "ERR_UNSUPPORTED_MEDIA_TYPE"),
          ("POST", "/v1/auth/token", [], "{}", 415, "ERR_UNSUPPORTED_MEDIA_TYPE"),
          ("POST", "/v1/auth/token", json, big, 413, "ERR_BODY_TOO_LARGE"),
        ]
        for (method, target, headers, body, status, code) in rows {
          var headers = headers
          headers.set("X-Request-Id", "req-1")
          let response = try await harness.send(method, target, headers: headers, body: body)
          #expect(response.status == status, "\(method) \(target)")
          #expect(response.headers["Content-Type"] == "application/json")
          #expect(response.headers["X-Request-Id"] == "req-1")
          let envelope = try JSONParser.parse(response.body)
          #expect(envelope["code"]?.string == code, "\(method) \(target)")
          #expect(envelope["message"]?.string?.isEmpty == false)
          #expect(envelope["correlation_id"]?.string == "req-1")
        }
      }
    }

    @Test("A request that is no HTTP gets the envelope too", arguments: ["BREW /v1/me HTTP/1.1", "GET /v1/me", "\u{1}\u{2}\u{3}"])
    func malformed(line: String) async throws {
      try await ServiceHarness.run { harness in
        let raw = try await RawExchange.bytes(from: harness.endpoint, sending: "\(line)\r\nHost: x\r\n\r\n")
        #expect(raw.hasPrefix("HTTP/1.1 400 "))
        #expect(raw.contains(#""code":"ERR_INVALID_REQUEST""#))
      }
    }

    @Test("405 names the methods of the path")
    func allow() async throws {
      try await ServiceHarness.run { harness in
        let reading = try await harness.send("DELETE", "/v1/me")
        #expect(reading.headers["Allow"] == "GET, HEAD")
        let issuing = try await harness.send("GET", "/v1/auth/token")
        #expect(issuing.headers["Allow"] == "POST")
      }
    }

    @Test("A store that is gone is 503 without a word about it")
    func storeGone() async throws {
      try await ServiceHarness.run { harness in
        let headers = try await harness.authorization(id: "admin")
        _ = try await harness.store.apply(.down)
        let answer = try await harness.get("/v1/events", headers: headers)
        #expect(answer.status == 503)
        #expect(answer.code == "ERR_STORE_UNAVAILABLE")
        #expect(answer.json["retryable"]?.bool == true)
        #expect(!answer.response.text.contains("127.0.0.1"))
      }
    }

    @Test("The metrics page counts requests by operation")
    func metrics() async throws {
      try await ServiceHarness.run { harness in
        _ = try await harness.get("/healthz")
        let page = try await harness.send("GET", "/metrics")
        #expect(page.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(page.text.contains(#"http_requests_total{method="GET",operation="getLiveness",status="200"} 1"#))
        #expect(page.text.contains(#"http_request_duration_seconds_count{operation="getLiveness"} 1"#))
      }
    }

    @Test("perf.slow-handler makes every request slow")
    func slow() async throws {
      try await ServiceHarness.run(.init(defects: ["perf.slow-handler"])) { harness in
        let response = try await harness.send("GET", "/healthz")
        #expect(response.timing.latencyNanoseconds >= 40_000_000)
      }
    }
  }
}
