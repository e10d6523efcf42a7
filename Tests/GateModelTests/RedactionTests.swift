import GateModel
import Testing

@Suite struct RedactionTests {
  @Test(
    "Credentials are replaced and the rest stays",
    arguments: [
      ("Authorization: Bearer abc.DEF-123", "Authorization: Bearer [redacted]"),
      ("BASIC dXNlcjpwYXNz and more", "BASIC [redacted] and more"),
      ("x eyJhbGciOi.eyJzdWIiOi.c2ln y", "x [redacted] y"),
      ("Set-Cookie: sid=1; HttpOnly\r\nDate: now", "Set-Cookie: [redacted]\r\nDate: now"),
      ("-H 'X-Api-Key: k1' -d x", "-H 'X-Api-Key: [redacted]' -d x"),
      ("{\"user_password\": \"a\\\"b\", \"n\": 1}", "{\"user_password\": \"[redacted]\", \"n\": 1}"),
      ("{\"apiKey\":\"cut of", "{\"apiKey\":\"[redacted]"),
      ("GET /a?x=1&access_token=t1&y=2", "GET /a?x=1&access_token=[redacted]&y=2"),
      ("postgresql://gate:s3cret@host/db", "postgresql://gate:[redacted]@host/db"),
    ])
  func credentials(text: String, expected: String) {
    #expect(Redaction.redact(text) == expected)
    #expect(Redaction.redact(expected) == expected)
  }

  @Test(
    "What only looks a little like a credential stays",
    arguments: [
      "", "basic idea", "the bearer of bad", "eyJabc.def", "cookie", "cookies are fine", "{\"token_count\": 3}", "\"name\": \"token\"",
      "http://host:8080/a@b", "?tokens=1", "a:b@c", "naïve é 🎉 \u{0}",
    ])
  func harmless(text: String) {
    #expect(Redaction.redact(text) == text)
  }
}
