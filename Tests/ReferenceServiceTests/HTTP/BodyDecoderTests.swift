import Testing

@testable import ReferenceService

@Suite struct BodyDecoderTests {
  private struct Thing: Decodable {
    let name: String
    let count: Int

    enum CodingKeys: String, CodingKey, CaseIterable { case name, count }

    init(from decoder: any Decoder) throws {
      let values = try decoder.closedContainer(keyedBy: CodingKeys.self)
      name = try values.decode(String.self, forKey: .name)
      count = try values.decode(Int.self, forKey: .count)
    }
  }

  @Test("reads a closed object")
  func reads() throws {
    let thing = try BodyDecoder.decode(Thing.self, from: Array(#"{"name":"a","count":2}"#.utf8))
    #expect(thing.name == "a")
    #expect(thing.count == 2)
  }

  @Test(
    "refuses with 400 and names the field",
    arguments: [
      ("", "A JSON body is required."), ("{", "The body is not valid JSON."), ("[]", "The body has the wrong type."),
      (#"{"name":"a"}"#, "The field 'count' is missing."), (#"{"name":"a","count":"2"}"#, "The field 'count' has the wrong type."),
      (#"{"name":"a","count":null}"#, "The field 'count' must not be null."),
      (#"{"name":"a","count":1,"more":1}"#, "The field 'more' is not known here."),
      (#"{"name":"a","count":1,"count":2}"#, "The body has a field twice."),
      (#"{"name":"\ud800","count":1}"#, "The body has half of a surrogate pair, which is no character."),
      (#"{"name":"a","count":1.5}"#, "The body does not have the expected shape."),
      (#"{"name":"a","count":1e999}"#, "The body does not have the expected shape."),
      (#"{"name":"a","count":01}"#, "The body is not valid JSON."),
      ("\u{FEFF}{}", "The body is not valid JSON."),
      (#"{"name":"# + String(repeating: "[", count: 65), "The body is nested deeper than 64 levels."),
      (#"{"name":"a","count":1,"<script>":1}"#, "The field '?script?' is not known here."),
    ])
  func refuses(body: String, message: String) {
    let error = #expect(throws: RequestBodyProblem.self) { try BodyDecoder.decode(Thing.self, from: Array(body.utf8)) }
    #expect(error?.refusal.status == .badRequest)
    #expect(error?.refusal.message == message)
  }

  @Test("refuses bytes that are not UTF-8")
  func notUTF8() {
    #expect(throws: RequestBodyProblem.notUTF8) { try BodyDecoder.decode(Thing.self, from: [0x7B, 0xFF, 0x7D]) }
    #expect(throws: RequestBodyProblem.self) { try BodyDecoder.decode(Thing.self, from: Array("{}".utf16.flatMap { [UInt8($0), 0] })) }
  }
}
