import JSONSchema
import Testing

@Suite struct ECMAPatternTests {
  @Test(
    "matches as ECMA-262 says",
    arguments: [
      ("^[0-9a-f]{64}$", String(repeating: "a", count: 64), true), ("^[0-9a-f]{64}$", String(repeating: "a", count: 65), false),
      ("^\\d+$", "٣", false), ("^\\w+$", "é", false), ("^a$", "a\n", false), ("b", "abc", true), ("^(?:a|bc)*$", "abca", true),
      ("^(?=.*\\d)(?=.*[a-z]).{4,}$", "ab1c", true), ("^(?=.*\\d)(?=.*[a-z]).{4,}$", "abcd", false), ("^(?!x)\\w$", "x", false),
      ("(?<=a)b", "ab", true), ("(?<=a)b", "cb", false), ("\\bfoo\\b", "a foo b", true), ("\\bfoo\\b", "afoo", false),
      ("^\\p{Lu}\\p{L}*$", "Éa", true), ("^[^\\s/]+$", "a b", false), ("^.$", "\u{1F600}", true), ("^[\\-+.]$", "-", true),
      ("^\\u{1F600}$", "\u{1F600}", true), ("^a{2,3}$", "aaaa", false), ("^{a}$", "{a}", true), ("", "x", true), ("^[]", "a", false),
      ("^[^]$", "\n", true), ("^(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", false),
    ])
  func matching(row: (String, String, Bool)) throws {
    #expect(try ECMAPattern(row.0).matches(row.1) == row.2)
  }

  @Test(
    "refuses what is no pattern",
    arguments: ["(", ")", "[a", "a**", "\\Z", "(?P<a>b)", "a{2,1}", "[b-a]", "\\p{Nothing}", "\\1", "*", "\\"])
  func refusing(text: String) {
    #expect(throws: PatternError.self) { try ECMAPattern(text) }
  }

  @Test("refuses repetitions that would need too much memory, and nesting that would need too much stack")
  func bounded() {
    #expect(throws: PatternError.self) { try ECMAPattern("((a{1000}){1000}){1000}") }
    #expect(throws: PatternError.self) { try ECMAPattern(String(repeating: "(", count: 100_000)) }
  }
}
