import Testing

@testable import JSONSchema

@Suite struct PatternAutomatonTests {
  private static let patterns = [
    "", "a", "^a", "a$", "^a$", "^$", "$", "^", "ab|cd", "^(ab|cd)*$", "a{2,3}", "^[a-c]+[0-9]?$", "[^a]", ".", "^.$", "\\d\\D", "a.*b",
    "(a|b)*abb",
    "^[ä-ü]+$", "日本", "[^\\x00-\\x7F]", "(^a|b$)", "a$|^b", "x*", "^\\S+@\\S+$", "[\\s\\S]",
  ]
  private static let texts = [
    "", "a", "b", "ab", "ba", "aa", "aaa", "abcd", "cdab", "abc", "b2", "c22", "aabb", "xabby", "ö", "aö", "日本語", "x日本", "\n", "a\n", "a@b",
    "5x", "x5", "😀", "a b",
  ]

  @Test("a table of states answers as the program does step by step", arguments: patterns)
  func sameAnswers(_ pattern: String) throws {
    let program = try PatternProgram(try PatternParser.parse(pattern), pattern: pattern)
    let automaton = try #require(AutomatonBuilder.automaton(for: program))
    for text in Self.texts {
      let stepped = PatternMatcher(text: Array(text.unicodeScalars)).matches(program)
      #expect(text.withBytes { automaton.matches($0) } == stepped, "\(text)")
    }
  }

  @Test("a pattern that looks around, or would need too many states, has no table and matches all the same")
  func withoutTable() throws {
    let looking = try ECMAPattern("^(?=.*\\d)[a-z0-9]+$")
    #expect(looking.automaton == nil)
    #expect(looking.matches("abc1"))
    #expect(!looking.matches("abc"))
    let large = try ECMAPattern("a.{40}$")
    #expect(large.automaton == nil)
    #expect(large.matches("a" + String(repeating: "b", count: 40)))
  }

  @Test("characters that a table can't tell are matched by their properties")
  func properties() throws {
    let letters = try ECMAPattern("^\\p{L}+$")
    #expect(letters.automaton != nil)
    #expect(letters.matches("abc"))
    #expect(letters.matches("aßж"))
    #expect(!letters.matches("a1"))
    #expect(!letters.matches("aß1"))
  }
}
