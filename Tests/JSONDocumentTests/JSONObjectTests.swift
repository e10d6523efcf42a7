import JSONDocument
import Testing

@Suite struct JSONObjectTests {
  private let composed = "\u{E9}"
  private let decomposed = "e\u{301}"

  @Test("keeps order and duplicates, and finds the last of them")
  func duplicates() throws {
    let object = try #require(try JSONParser.parse("{\"b\":1,\"a\":2,\"b\":3}").object)
    #expect(object.keys == ["b", "a", "b"])
    #expect(object.duplicateKeys == ["b"])
    #expect(object["b"] == 3)
  }

  @Test("tells canonically equal names apart")
  func canonicalEquivalence() throws {
    let object = try #require(try JSONParser.parse("{\"\(composed)\":1,\"\(decomposed)\":2}").object)
    #expect(object[composed] == 1)
    #expect(object[decomposed] == 2)
    #expect(object.duplicateKeys.isEmpty)
    #expect(JSONValue.string(composed) != .string(decomposed))
  }

  @Test("finds members in large objects as in small ones", arguments: [3, 15, 16, 17, 500])
  func largeObjects(count: Int) {
    var object = JSONObject((0..<count).map { ("k\($0)", JSONValue.number(JSONNumber($0))) })
    for position in 0..<count { #expect(object["k\(position)"]?.int == position) }
    object["k1"] = "changed"
    object["new"] = true
    object["k0"] = nil
    #expect(object["k1"] == "changed")
    #expect(object["new"] == true)
    #expect(object["k0"] == nil)
    #expect(object.count == count)
  }

  @Test("equality ignores member order and sees every value")
  func equality() throws {
    #expect(try JSONParser.parse("{\"a\":1,\"b\":[1.0]}") == JSONParser.parse("{\"b\":[1],\"a\":1e0}"))
    #expect(try JSONParser.parse("{\"a\":1}") != JSONParser.parse("{\"a\":1,\"b\":1}"))
    #expect(try JSONParser.parse("{\"a\":1,\"a\":1}") != JSONParser.parse("{\"a\":1}"))
    #expect(try Set([JSONParser.parse("{\"a\":1,\"b\":2}"), JSONParser.parse("{\"b\":2.0,\"a\":1}")]).count == 1)
  }
}
