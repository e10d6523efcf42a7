import Testing

@testable import GuardGate

@Suite struct CodeTextTests {
  private func code(_ text: String, _ language: CodeLanguage) -> CodeText {
    CodeText(SourceText(path: "a", bytes: Array(text.utf8)), language)
  }

  @Test(
    "Comments and literals are blanked, and code is not",
    arguments: [
      (CodeLanguage.swift, "a /* x /* y */ z */ b // c", "a                   b     "),
      (.swift, #"f("x \(g("y")) z")"#, #"f("  \(g(" "))  ")"#),
      (.swift, ##"#"a "b" \(c) \#(d)"# e"##, ##"#"           \#(d)"# e"##),
      (.swift, "\"\"\"\na \"b\"\n\"\"\" c", "\"\"\"\n     \n\"\"\" c"),
      (.go, "a := `x\"` + \"y\\\"z\" // b", "a := `  ` + \"    \"     "),
      (.rust, "f<'a>('\"', r#\"x\"y\"#, 'b')", "f<'a>(' ', r#\"   \"#, ' ')"),
      (.python, "a = '''x\n#y''' # z", "a = ''' \n  '''    "),
      (.script, "a = /['\"]/.test(`x${b + 'c'}d`)", "a = /    /.test(` ${b + ' '} `)"),
      (.script, "a = b / c / d // e", "a = b / c / d     "),
    ])
  func blanked(language: CodeLanguage, text: String, expected: String) {
    #expect(String(decoding: code(text, language).bytes, as: UTF8.self) == expected)
  }

  @Test(
    "Every byte keeps its place, whatever a source leaves open", arguments: [CodeLanguage.swift, .go, .rust, .python, .script],
    ["\"", "'", "`", "/*", "/* /*", "\"\"\"", "'''", "#\"", "\"\\(", "`${", "/", "r#\"", "\\", "\"\\", "#", "({[", "", "\u{FEFF}\0"])
  func open(language: CodeLanguage, text: String) {
    for text in [text, "a " + text, text + "\n" + text, String(repeating: text, count: 50)] {
      let found = code(text, language)
      #expect(found.bytes.count == text.utf8.count)
      _ = TestReader(found).functions
      _ = SkipReader(found).skips
      _ = ImportReader(found, goModule: nil).uses
    }
  }

  @Test("A place is in the function that it stands in, or in none")
  func scopes() throws {
    let text = code("func a() async {\n  if b {\n    c()\n  }\n}\nfunc d() { e { f() } }\nlet g = h()\n", .swift)
    func scope(_ name: StaticString) throws -> BlockScope { BlockScope(try #require(text.places(of: name).first), in: text) }
    #expect(try scope("c(").kind == .serving)
    #expect(try scope("f(").kind == .plain)
    #expect(try scope("h(").kind == nil)
  }
}
