import JSONDocument
import JSONSchema
import Testing

@Suite struct JSONValueEditingTests {
  private let value: JSONValue = ["a": [1, ["b": 2]], "c": "x"]

  private func pointer(_ text: String) throws -> JSONPointer { try #require(JSONPointer(text)) }

  @Test(
    "replaces what stands at a place, and adds at the end of what is there",
    arguments: [
      ("", "9"), ("/c", #"{"a":[1,{"b":2}],"c":9}"#), ("/a/1/b", #"{"a":[1,{"b":9}],"c":"x"}"#),
      ("/d", #"{"a":[1,{"b":2}],"c":"x","d":9}"#),
      ("/a/2", #"{"a":[1,{"b":2},9],"c":"x"}"#),
    ])
  func replacing(place: String, expected: String) throws {
    #expect(value.replacing(at: try pointer(place), with: 9)?.serialized() == expected)
  }

  @Test("leads nowhere beside what is there", arguments: ["/a/3", "/c/d", "/x/y", "/a/-1", "/a/01"])
  func nowhere(place: String) throws {
    #expect(value.replacing(at: try pointer(place), with: 9) == nil)
    #expect(value.removing(at: try pointer(place)) == nil)
  }

  @Test("takes a member or an item away", arguments: [("/c", #"{"a":[1,{"b":2}]}"#), ("/a/0", #"{"a":[{"b":2}],"c":"x"}"#)])
  func removing(place: String, expected: String) throws {
    #expect(value.removing(at: try pointer(place))?.serialized() == expected)
  }
}
