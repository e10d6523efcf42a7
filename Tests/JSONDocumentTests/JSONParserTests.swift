import JSONDocument
import Testing

@Suite struct JSONParserTests {
  @Test(
    "reads what RFC 8259 allows, and writes it back unchanged",
    arguments: [
      "null", "true", "false", "0", "-0", "1.0", "1e5", "-1.25E-3", "123456789012345678901234567890", "\"\"", "\"é\"", "[]", "{}",
      "[1,[2,[]],{}]", "{\"a\":1,\"b\":{\"c\":[null]}}", "{\"a\":1,\"a\":2}", "\"\u{1F600}\"", "\"\\u0001\\b\\t\\n\\f\\r\\\"\\\\\"",
    ])
  func keepsText(text: String) throws {
    #expect(try JSONParser.parse(text).serialized() == text)
  }

  @Test("skips whitespace and decodes escapes")
  func escapes() throws {
    let value = try JSONParser.parse(" [ \"\\u00e9\\/\\ud83d\\ude00\" ,\r\n\t1 ] ")
    #expect(value == ["é/\u{1F600}", 1])
  }

  @Test(
    "refuses what RFC 8259 forbids",
    arguments: [
      "", " ", "nul", "True", "01", "1.", ".5", "+1", "1e", "-", "--1", "0x1", "NaN", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}",
      "{a:1}", "{\"a\":1,}", "'a'", "\"a", "\"\\x\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\t\"", "[",
      "{", "{\"a\":1", "]", "1 2", "[1]x", "\u{FEFF}1", "[1}", "{\"a\":1]", "/*c*/1", "\u{00A0}1",
    ])
  func refuses(text: String) {
    #expect(throws: JSONParseError.self) { try JSONParser.parse(text) }
  }

  @Test(
    "refuses bytes that are not UTF-8",
    arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] as [[UInt8]])
  func refusesInvalidUTF8(bytes: [UInt8]) {
    #expect(throws: JSONParseError.self) { try JSONParser.parse(bytes) }
  }

  @Test("says line, column in code points, and offset in bytes")
  func position() throws {
    let error = #expect(throws: JSONParseError.self) { try JSONParser.parse("{\n  \"é\": tru\n}") }
    #expect(error?.reason == .invalidLiteral)
    #expect(error?.position == JSONPosition(offset: 10, line: 2, column: 8))
    #expect(error?.description == "line 2, column 8: not one of true, false and null")
  }

  @Test("stops at the depth limit, however deep the text is")
  func depth() throws {
    let deep = String(repeating: "[", count: 1_000_000)
    let error = #expect(throws: JSONParseError.self) { try JSONParser.parse(deep) }
    #expect(error?.reason == .tooDeep(limit: 512))
    let limits = JSONLimits(depth: 3)
    #expect(try JSONParser.parse("[[[1]]]", limits: limits) == [[[1]]])
    #expect(throws: JSONParseError.self) { try JSONParser.parse("[[[[1]]]]", limits: limits) }
  }

  @Test("the deepest value that can be asked for is parsed, written and compared")
  func deepest() throws {
    let count = JSONLimits.deepestPossible
    let text = String(repeating: "[", count: count) + String(repeating: "]", count: count)
    let value = try JSONParser.parse(text, limits: JSONLimits(depth: .max))
    #expect(value.serialized() == text)
    #expect(value == value.sortedByKey())
  }

  @Test("refuses more bytes than allowed")
  func size() {
    let error = #expect(throws: JSONParseError.self) { try JSONParser.parse("[1,2]", limits: JSONLimits(bytes: 4)) }
    #expect(error?.reason == .tooLarge(bytes: 5, limit: 4))
  }

  @Test("remembers where names and items stand")
  func places() throws {
    let text = "{\n  \"a\": [\n    1,\n    {\"b\": 2}\n  ]\n}"
    let (value, places) = try JSONParser.parseLocated(Array(text.utf8))
    func line(_ pointer: String) throws -> Int { places.place(of: try #require(JSONPointer(pointer)), in: value).line }
    #expect(try line("") == 1)
    #expect(try line("/a") == 2)
    #expect(try line("/a/0") == 3)
    #expect(try line("/a/1/b") == 4)
    #expect(try line("/a/1/missing") == 4)
    #expect(places.place(of: JSONPointer(tokens: ["a", "1", "b"]), in: value).column == 6)
  }
}
