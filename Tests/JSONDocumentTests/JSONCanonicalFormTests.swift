import JSONDocument
import Testing

@Suite struct JSONCanonicalFormTests {
  @Test("sorts names by UTF-8 bytes at every level and touches nothing else")
  func sorts() throws {
    let text = "{\"b\":[3,1,2],\"a\":{\"z\":1.0,\"y\":-0},\"\u{1F600}\":1e2,\"\u{FFFD}\":\"e\u{301}\"}"
    let expected = "{\"a\":{\"y\":-0,\"z\":1.0},\"b\":[3,1,2],\"\u{FFFD}\":\"e\u{301}\",\"\u{1F600}\":1e2}"
    #expect(try JSONParser.parse(text).canonical().hasSameUTF8(as: expected))
  }

  @Test("keeps canonically equal names apart, in byte order")
  func equivalence() throws {
    let value = try JSONParser.parse("{\"\u{E9}\":1,\"e\u{301}\":2}")
    #expect(value.canonical().hasSameUTF8(as: "{\"e\u{301}\":2,\"\u{E9}\":1}"))
  }

  @Test("does not depend on member order, and changes with any value", arguments: 0..<20)
  func shuffled(seed: UInt64) throws {
    var generator = SplitMix(state: seed)
    let members: [JSONObject.Member] = (0..<12).map { ("key\($0 * 7919 % 100)", .number(JSONNumber($0))) }
    let canonical = JSONValue.object(JSONObject(members)).canonical()
    #expect(JSONValue.object(JSONObject(members.shuffled(using: &generator))).canonical() == canonical)
    var changed = members
    changed[Int(seed) % 12].value = .string("other")
    #expect(JSONValue.object(JSONObject(changed)).canonical() != canonical)
  }
}

struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
