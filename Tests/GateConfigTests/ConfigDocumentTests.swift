import GateConfig
import Testing

struct ConfigDocumentTests {
  private func mapping(_ text: String) throws -> ConfigMapping {
    try ConfigDocument(text: text, path: "gatehouse.yml").root.mapping("gatehouse.yml")
  }

  @Test("An unknown key is an error with its line, its column and the nearest known key")
  func unknownKey() throws {
    var root = try mapping("service: {}\ncontarct: {}\n")
    _ = root.optional("service")
    _ = root.optional("contract")
    let error = #expect(throws: ConfigError.self) { try root.finish() }
    #expect(error?.location.line == 2)
    #expect(error?.location.column == 1)
    #expect(error?.remedy == "Did you mean 'contract'?")
  }

  @Test("A key that nothing resembles is answered with the list of keys")
  func strangeKey() throws {
    var root = try mapping("zebra: 1\n")
    _ = root.optional("service")
    let error = #expect(throws: ConfigError.self) { try root.finish() }
    #expect(error?.remedy == "It takes: service")
  }

  @Test(
    "Broken YAML is one error with a line",
    arguments: ["a: [1, 2\nb: 3\n", "a: 1\n  b: 2\n", "a: *missing\n", "a: 1\na: 2\n", "\"a\": \"\\q\"\n"])
  func brokenYAML(text: String) {
    let error = #expect(throws: ConfigError.self) { try ConfigDocument(text: text, path: "x.yml") }
    #expect(error?.location.path == "x.yml")
    #expect(error?.message.isEmpty == false)
  }

  @Test("A document whose aliases multiply without bound is refused")
  func aliasBomb() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let references = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(references)]\n"
    }
    #expect(throws: ConfigError.self) { try ConfigDocument(text: text, path: "bomb.yml") }
  }

  @Test("A deeply nested document is refused")
  func deepNesting() {
    let text = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    #expect(throws: ConfigError.self) { try ConfigDocument(text: text, path: "deep.yml") }
  }

  @Test("An empty file is an empty mapping")
  func emptyFile() throws {
    try mapping("").finish()
    try mapping("# nothing\n").finish()
  }

  @Test(
    "Time spans take milliseconds, seconds, minutes and hours",
    arguments: [("250ms", 250), ("10s", 10_000), ("1.5s", 1500), ("2m", 120_000), ("1h", 3_600_000)])
  func durations(text: String, milliseconds: Int) throws {
    var root = try mapping("t: \(text)\n")
    #expect(try root.required("t").duration("t") == .milliseconds(milliseconds))
  }

  @Test("A value of the wrong type is an error", arguments: ["t: soon", "t: -1s", "t: 10", "t: [1]"])
  func wrongDurations(text: String) throws {
    var root = try mapping(text)
    let node = try root.required("t")
    #expect(throws: ConfigError.self) { try node.duration("t") }
  }
}
