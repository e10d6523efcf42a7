import JSONSchema
import Testing

@Suite struct InternationalHostnameTests {
  @Test(
    "names that IDNA2008 allows",
    arguments: ["bücher.example", "xn--bcher-kva.example", "faß.de", "例え。テスト", "بي\u{200C}بي", "l·l", "α͵β", "א׳ב", "EXAMPLE.com"])
  func allowed(_ name: String) { #expect(StringFormat.idnHostname.matches(name)) }

  @Test(
    "names that IDNA2008 forbids",
    arguments: ["xn--x", "xn--bcher-kvb", "Ünder.example", "a·b", "-ä", "ä-", "ää--ä", "\u{0300}a", "☃.example", "・", "क\u{200D}ष", ""])
  func forbidden(_ name: String) { #expect(!StringFormat.idnHostname.matches(name)) }

  @Test("a label may have 63 bytes in its encoded form")
  func longLabel() {
    let fits = String(repeating: "ü", count: 1) + String(repeating: "a", count: 54)
    #expect(StringFormat.idnHostname.matches(fits))
    #expect(!StringFormat.idnHostname.matches(fits + "aaaaaaaa"))
  }
}
