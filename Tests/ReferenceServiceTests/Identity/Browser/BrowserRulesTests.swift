import Testing

@testable import ReferenceService

@Suite struct BrowserRulesTests {
  @Test(
    "A log-in goes on to a path of this origin only",
    arguments: [
      ("/", "/"), ("/account", "/account"), ("/a/b?c=d", "/a/b?c=d"), (nil, "/account"), ("", "/account"), ("account", "/account"),
      ("//elsewhere", "/account"), ("/\\elsewhere", "/account"), ("\\\\elsewhere", "/account"), ("https://elsewhere", "/account"),
      ("javascript:x", "/account"), ("/a\r\nb", "/account"), ("/\t/elsewhere", "/account"), ("/ü", "/account"), (" /a", "/account"),
      ("/" + String(repeating: "a", count: 512), "/account"),
    ])
  func returnPath(asked: String?, path: String) {
    #expect(LocalReturnPath().path(asked) == path)
  }

  @Test("Only the anti-forgery token of the very login is one")
  func antiForgery() {
    let guarding = BrowserGuard(pepper: Array("a pepper of tests".utf8), rule: TokenOfTheSession())
    let token = guarding.token(of: "one")
    #expect(token.utf8.count == 64 && token != guarding.token(of: "other"))
    #expect(token != BrowserGuard(pepper: Array("another pepper".utf8), rule: TokenOfTheSession()).token(of: "one"))
    let rule = TokenOfTheSession()
    #expect(rule.admits(given: token, expected: token))
    #expect(!rule.admits(given: nil, expected: token) && !rule.admits(given: "", expected: token))
    #expect(!rule.admits(given: token.uppercased(), expected: token) && !rule.admits(given: token + "0", expected: token))
  }

  @Test(
    "A session begins from this origin or from no page at all",
    arguments: [(nil, true), ("none", true), ("same-origin", true), ("same-site", false), ("cross-site", false), ("", false)])
  func fetchSite(site: String?, isAdmitted: Bool) {
    #expect(OwnOriginOnly().admits(site) == isAdmitted)
  }

  @Test("Text in a page stands for itself, whatever is combined with it")
  func escape() {
    #expect(HTMLPage.escape("<a href=\"x\">&'") == "&lt;a href=&quot;x&quot;&gt;&amp;&#39;")
    #expect(Array(HTMLPage.escape("<\u{301}script>").utf8) == Array("&lt;\u{301}script&gt;".utf8))
  }

  @Test("A query value is escaped to what it was", arguments: ["/account", "a b&c=d", "ü%\n", "-._~AZaz09"])
  func encoded(text: String) {
    let encoded = PercentEncoding.encode(text)
    #expect(encoded.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "&") && $0 != UInt8(ascii: "=") })
    // A control character is escaped, too, and refused when it comes back.
    #expect(PercentEncoding.decode(encoded) == (text.contains("\n") ? nil : text))
  }
}
