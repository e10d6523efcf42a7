import Foundation
import Logging
import Testing

@testable import ReferenceService

@Suite struct JSONLogHandlerTests {
  private func line(_ metadata: Logger.Metadata, _ message: String = "hello") throws -> [String: String] {
    let sink = MemoryLogSink()
    let logger = Logger(label: "test") { _ in JSONLogHandler(label: "test", sink: sink, clock: ManualServiceClock()) }
    logger.info("\(message)", metadata: metadata)
    let text = try #require(sink.lines.first)
    #expect(!text.contains("\n"))
    return try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
  }

  @Test("writes one JSON object with time, level and correlation id")
  func writes() throws {
    let fields = try line(["correlation_id": "abc"], "line\nbreak \u{1}")
    #expect(fields["ts"] == "2026-01-01T00:00:00.000000Z")
    #expect(fields["level"] == "info")
    #expect(fields["message"] == "line\nbreak \u{1}")
    #expect(fields["correlation_id"] == "abc")
  }

  @Test(
    "takes secrets out by the name of their field",
    arguments: ["secret", "client_secret", "accessToken", "Authorization", "password", "api-key", "session_token", "set-cookie"])
  func byName(key: String) throws {
    #expect(try line([key: "value"])[key] == "[redacted]")
  }

  @Test("keeps fields that only sound like one", arguments: ["token_id", "token_count", "key_id", "correlation_id"])
  func harmless(key: String) throws {
    #expect(try line([key: "value"])[key] == "value")
  }

  @Test(
    "takes secrets out by their look",
    arguments: [
      "token eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJ4In0.c2ln end", "at postgresql://user:pw@host/db end", "host=x password=hunter2 end",
    ])
  func byLook(message: String) throws {
    let text = try #require(try line([:], message)["message"])
    #expect(text.contains("[redacted]"))
    #expect(text.hasSuffix(" end"))
    #expect(!text.contains("hunter2") && !text.contains("pw@") && !text.contains("eyJ"))
  }
}
