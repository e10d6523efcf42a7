import Testing

@testable import ReferenceService

@Suite struct HostRuleTests {
  @Test("takes one host with a port or without", arguments: ["a", "127.0.0.1:80", "[::1]:8080", "my-host.example", ""])
  func one(host: String) {
    #expect(OneHost().isValid(host, further: 0))
  }

  @Test(
    "refuses none, two, and what is no host", arguments: ["a b", "user@host", "a/b", "a,b", "a\u{e9}", String(repeating: "a", count: 263)])
  func none(host: String) {
    #expect(!OneHost().isValid(host, further: 0))
    #expect(!OneHost().isValid(nil, further: 0))
    #expect(!OneHost().isValid("a", further: 1))
  }
}
