import JSONDocument
import JSONSchema
import Testing

@testable import ContractGate

@Suite struct UnknownIDTests {
  @Test(
    "has the form of the id that is there, and is the same in every run",
    arguments: [
      ("\"cat-0000001f\"", "\"cat-77777777\""), ("\"cat-ffffffff\"", "\"cat-77777777\""), ("\"note-9\"", "\"note-77777777\""),
      ("\"note-10\"", "\"note-77777777\""), ("\"urn:book:17\"", "\"urn:book:77777777\""), ("\"7a-1\"", "\"77777777\""),
      ("\"65f1c0ffee65f1c0ffee0000\"", "\"777777777777777777777777\""), ("17", "7777777777"), ("7777777777", "777777777"),
      ("\"0191e4a0-0000-7000-8000-00000000000f\"", "\"77777777-7777-4777-8777-777777777777\""),
    ])
  func form(live: String, expected: String) throws {
    let unknown = try #require(UnknownID.like(try JSONParser.parse(live), schema: nil, seed: 1))
    #expect(unknown.serialized() == expected)
  }

  @Test("keeps to the schema, and is none where everything may be there")
  func schema() throws {
    func unknown(_ live: JSONValue, _ schema: String) throws -> JSONValue? {
      UnknownID.like(live, schema: try CompiledSchema(JSONParser.parse(schema)), seed: 1)
    }
    let small = try unknown(17, #"{"type": "integer", "maximum": 2147483647}"#)
    #expect(small == 777_777_777)
    let none = try unknown(17, #"{"type": "integer", "maximum": 1000}"#)
    #expect(none == nil)
    let few = try unknown("b", #"{"enum": ["a", "b"]}"#)
    #expect(few == nil)
    let drawn = try #require(try unknown("k1abcdefgh", #"{"type": "string", "pattern": "^k[0-6][a-h]{8}$"}"#)?.string)
    #expect(drawn != "k1abcdefgh" && drawn.hasPrefix("k"))
  }
}
