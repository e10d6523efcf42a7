import JSONDocument
import JSONSchema
import Testing

@Suite struct HostileValuesTests {
  private let base: JSONValue = ["n": 1, "s": "a", "l": ["x"]]

  @Test("puts each family where its type stands, and nests everywhere a value does")
  func places() {
    let variants = HostileValues.variants(of: base)
    let numbers = Set(variants.filter { $0.family == .extremeNumber }.map { $0.place.description })
    let texts = Set(variants.filter { $0.family == .nulCharacter }.map { $0.place.description })
    let nested = Set(variants.filter { $0.family == .deepNesting }.map { $0.place.description })
    #expect(numbers == ["/n"])
    #expect(texts == ["/s", "/l/0"])
    #expect(nested == ["", "/l"])
  }

  @Test("changes one place and leaves the rest of the text as it is")
  func text() throws {
    let variants = HostileValues.variants(of: base, at: [JSONPointer(tokens: ["n"])])
    let huge = try #require(variants.first { $0.label == "huge exponent" })
    #expect(String(decoding: huge.bytes, as: UTF8.self) == #"{"n":1e400,"s":"a","l":["x"]}"#)
  }

  @Test("keeps to the grammar of RFC 8259, except for what no parser can hold")
  func grammar() throws {
    for variant in HostileValues.variants(of: base, families: [.extremeNumber, .nulCharacter, .longInput]) {
      #expect(throws: Never.self) { try JSONParser.parse(variant.bytes) }
    }
    let deep = HostileValues.variants(of: base, families: [.deepNesting])
    #expect(deep.contains { $0.bytes.count > 10_000 })
  }
}
