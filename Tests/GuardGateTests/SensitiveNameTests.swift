import Testing

@testable import GuardGate

@Suite struct SensitiveNameTests {
  private static let secrets = [
    "password", "passwd", "secret", "token", "api_key", "private_key", "credential", "authorization", "cookie", "session_key", "ssh_key",
    "bearer",
  ]

  @Test("A secret is known by its name, whatever style the name is written in", arguments: secrets)
  func styles(name: String) {
    let parts = name.split(separator: "_").map(String.init)
    let title = parts.map { $0.prefix(1).uppercased() + $0.dropFirst() }
    let camel = parts[0] + title.dropFirst().joined()
    let styles = [
      name, name + "s", "user_" + name, name + "_value", name.uppercased(), parts.joined(separator: "-"), parts.joined(separator: "."),
      camel,
      title.joined(), "user" + title.joined(), "x-" + parts.joined(separator: "-"), parts.joined(), "^" + name + "_[0-9]+$",
    ]
    for style in styles { #expect(SensitiveName.reason(style) != nil, "\(style)") }
  }

  @Test(
    "What only says something about a secret, or resembles one, is left alone",
    arguments: [
      "token_count", "key_id", "idempotency_key", "public_key", "secretary", "keyboard", "tokenCount", "secretaryId", "passwordChangedAt",
      "token-ids", "TOKEN_TYPE", "api_key_id", "credentialStatus", "cookieless", "monkey", "key", "keys", "", "_", "ssh", "session", "api",
      "private", "keyApi", "éé",
    ])
  func harmless(name: String) {
    #expect(SensitiveName.reason(name) == nil)
  }

  @Test(
    "A name is split into words in any style",
    arguments: [
      ("accessToken", ["access", "token"]), ("APIKey", ["api", "key"]), ("OAuth2Token", ["o", "auth2", "token"]),
      ("a--b__c", ["a", "b", "c"]), ("x", ["x"]), ("", []), ("ACCESS_TOKENS", ["access", "tokens"]), ("userID", ["user", "id"]),
    ])
  func words(name: String, expected: [String]) {
    #expect(SensitiveName.words(of: name) == expected)
  }
}
