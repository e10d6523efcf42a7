import HTTPTypes
import Testing

@testable import ReferenceService

@Suite struct ReplayBodyTests {
  private func body(_ text: String, type: String = "application/json") -> ReplayBody {
    SanitizedReplayBody().body(of: ServiceResponse(status: .ok, headers: [.contentType: type], body: Array(text.utf8)))
  }

  @Test(
    "A secret is masked at any depth, in arrays, in any spelling, and everything else stays",
    arguments: [
      (#"{"token":"canary"}"#, #"{"token":"[redacted]"}"#),
      (#"{"a":{"b":[{"accessToken":{"x":"canary"}}]}}"#, #"{"a":{"b":[{"accessToken":"[redacted]"}]}}"#),
      (#"{"API-Key":["canary"],"x":1.50}"#, #"{"API-Key":"[redacted]","x":1.50}"#),
      (#"[{"pass_word":1},{"PASSWORD":null}]"#, #"[{"pass_word":"[redacted]"},{"PASSWORD":"[redacted]"}]"#),
      (#"{"client secret":"canary","note":"canary?"}"#, #"{"client secret":"[redacted]","note":"canary?"}"#),
      (#"{"token_type":"Bearer","token_id":"1","author":"a"}"#, #"{"token_type":"Bearer","token_id":"1","author":"a"}"#),
    ])
  func masked(text: String, stored: String) { #expect(body(text) == .stored(stored)) }

  @Test(
    "What is not JSON is not kept",
    arguments: ["<p>page</p>", #"{"a":1"#, #"{"a":1} x"#, #"{"a":1,"a":2}"#, "\u{0}\u{1}"])
  func notJSON(text: String) {
    #expect(body(text) == .skippedNotJSON)
    #expect(body(#"{"a":1}"#, type: "text/html") == .skippedNotJSON)
  }

  @Test("Bytes that are no text are not kept")
  func binary() {
    let response = ServiceResponse(status: .ok, headers: [.contentType: "application/json"], body: [0x22, 0xFF, 0x22])
    #expect(SanitizedReplayBody().body(of: response) == .skippedNotJSON)
  }

  @Test("64 KiB are kept, and a byte more is not")
  func bounded() {
    let longest = #"""# + String(repeating: "x", count: SanitizedReplayBody.limit - 2) + #"""#
    #expect(body(longest) == .stored(longest))
    #expect(body(longest + " ") == .skippedTooLarge)
    #expect(body("") == .skippedEmpty)
  }

  @Test("A key has 16 to 64 plain characters", arguments: [(15, false), (16, true), (64, true), (65, false)])
  func keys(length: Int, isValid: Bool) {
    #expect(IdempotencyKey.isValid(String(repeating: "k", count: length)) == isValid)
    #expect(!IdempotencyKey.isValid(String(repeating: "é", count: length)))
  }
}
