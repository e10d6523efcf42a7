import JSONDocument
import Testing

@Suite struct JSONPointerTests {
  // The document and the pointers of RFC 6901, section 5, are the vectors.
  private static let document =
    "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"e^f\":3,\"g|h\":4,\"i\\\\j\":5,\"k\\\"l\":6,\" \":7,\"m~n\":8}"

  @Test(
    "finds what RFC 6901 says",
    arguments: [
      ("/foo", "[\"bar\",\"baz\"]"), ("/foo/0", "\"bar\""), ("/", "0"), ("/a~1b", "1"), ("/c%d", "2"), ("/e^f", "3"), ("/g|h", "4"),
      ("/i\\j", "5"), ("/k\"l", "6"), ("/ ", "7"), ("/m~0n", "8"),
    ])
  func vectors(row: (String, String)) throws {
    let value = try JSONParser.parse(Self.document)
    let pointer = try #require(JSONPointer(row.0))
    #expect(value[pointer]?.serialized() == row.1)
    #expect(pointer.description == row.0)
  }

  @Test("leads nowhere without an error", arguments: ["/nothing", "/foo/2", "/foo/00", "/foo/-", "/foo/-1", "/foo/0/x"])
  func missing(text: String) throws {
    let value = try JSONParser.parse(Self.document)
    #expect(value[try #require(JSONPointer(text))] == nil)
  }

  @Test("refuses what isn't a pointer", arguments: ["a", "/~", "/~2", "#/a"])
  func invalid(text: String) {
    #expect(JSONPointer(text) == nil)
  }

  @Test("reads the fragment form")
  func fragments() {
    #expect(JSONPointer(fragment: "/a~1b/c%25d/%C3%A9")?.tokens == ["a/b", "c%d", "é"])
    #expect(JSONPointer(fragment: "/%") == nil)
    #expect(JSONPointer(fragment: "/%FF") == nil)
    #expect(PercentCoding.encode("a b/é~", allowing: "/") == "a%20b/%C3%A9~")
  }
}
