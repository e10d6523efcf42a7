import JSONDocument
import JSONSchema
import Testing

/// The two ways to validate, one that answers and one that explains, must agree; here on what the first does differently.
@Suite struct MachineTests {
  private func answer(_ schema: JSONValue, _ instance: JSONValue) throws -> Bool {
    let compiled = try CompiledSchema(schema)
    let accepts = compiled.accepts(instance)
    #expect(compiled.validate(instance).isEmpty == accepts)
    return accepts
  }

  private func numbered(_ range: Range<Int>) -> JSONObject {
    JSONObject(range.map { (key: "a rather long name with the number \($0)", value: .number(JSONNumber($0))) })
  }

  @Test("a name is found whatever its length", arguments: [0, 1, 3, 4, 7, 8, 15, 16, 17, 40])
  func lengths(_ length: Int) throws {
    let name = String(repeating: "x", count: length)
    let schema: JSONValue = .object(["properties": .object([name: false, name + "y": true]), "required": [.string(name + "y")]])
    #expect(try answer(schema, .object([name + "y": 1])))
    #expect(try !answer(schema, .object([name + "y": 1, name: 1])))
    #expect(try !answer(schema, .object([name + "z": 1])))
  }

  @Test("a short name is found also where its bytes stand apart from the string")
  func reservedName() throws {
    var name = ""
    name.reserveCapacity(100)
    name += "kind"
    #expect(try !answer(["properties": ["kind": false]], .object([name: 1])))
    #expect(try answer(["enum": ["kind"]], .string(name)))
  }

  @Test("names of the same length, beginning and end are told apart")
  func similarNames() throws {
    let schema: JSONValue = ["properties": ["beginning-one-ending": false], "additionalProperties": true]
    #expect(try answer(schema, ["beginning-two-ending": 1]))
    #expect(try !answer(schema, ["beginning-one-ending": 1]))
  }

  @Test("names that are equal only to people stay different")
  func composedNames() throws {
    let schema: JSONValue = ["properties": ["\u{E9}": false]]
    #expect(try answer(schema, ["e\u{301}": 1]))
    #expect(try !answer(schema, ["\u{E9}": 1]))
  }

  @Test("more than 64 required names are all looked for", arguments: [63, 64, 65, 130])
  func manyRequired(_ count: Int) throws {
    let object = numbered(0..<count)
    let schema: JSONValue = ["required": .array(object.keys.map { .string($0) })]
    #expect(try answer(schema, .object(object)))
    for missing in [0, count / 2, count - 1] {
      var less = object
      less[object.keys[missing]] = nil
      #expect(try !answer(schema, .object(less)))
    }
  }

  @Test("what is unevaluated is found among more than 64 members and items", arguments: [10, 64, 65, 200])
  func manyUnevaluated(_ count: Int) throws {
    let object = numbered(0..<count)
    let properties = JSONObject(object.members.map { (key: $0.key, value: JSONValue.bool(true)) })
    let schema: JSONValue = ["allOf": [["properties": .object(properties)]], "unevaluatedProperties": false]
    #expect(try answer(schema, .object(object)))
    var more = object
    more.append("further", 1)
    #expect(try !answer(schema, .object(more)))

    let items: JSONValue = ["anyOf": [["prefixItems": .array(Array(repeating: true, count: count))]], "unevaluatedItems": false]
    #expect(try answer(items, .array(Array(repeating: 1, count: count))))
    #expect(try !answer(items, .array(Array(repeating: 1, count: count + 1))))
  }

  @Test(
    "numbers are held against limits exactly, whatever their spelling",
    arguments: [
      ("10", "10.0", true), ("9.99", "10", false), ("1e1", "10", true), ("10", "1e1", true), ("0.30000000000000001", "0.3", true),
      ("0.29999999999999999", "0.3", false), ("123456789012345678901234567890", "123456789012345678", true), ("-1e400", "-1e300", false),
      ("-0", "0.0", true), ("1e-400", "0", true), ("100000000000000000", "99999999999999999.5", true),
    ])
  func limits(_ instance: String, _ limit: String, _ isValid: Bool) throws {
    let number = try JSONParser.parse(instance)
    #expect(try answer(["minimum": try JSONParser.parse(limit)], number) == isValid)
  }

  @Test(
    "multiples are exact",
    arguments: [
      ("19.99", "0.01", true), ("0.3", "0.1", true), ("0.35", "0.1", false), ("1e2", "0.5", true), ("4", "2", true), ("5", "2", false),
      ("1e20", "3", false), ("3e20", "3", true), ("0", "7", true),
    ])
  func multiples(_ instance: String, _ divisor: String, _ isValid: Bool) throws {
    #expect(try answer(["multipleOf": try JSONParser.parse(divisor)], try JSONParser.parse(instance)) == isValid)
  }

  @Test("a schema that applies itself to the same instance ends")
  func endless() throws { #expect(try !answer(["allOf": [["$ref": "#"]]], 1)) }

  @Test("a chain of references is as long as it likes to be compiled, and bounded when it is followed")
  func longChain() throws {
    let length = 10_000
    let links = (0..<length).map { (key: "s\($0)", value: JSONValue.object(["$ref": .string("#/$defs/s\($0 + 1)")])) }
    let definitions = JSONObject(links + [(key: "s\(length)", value: true)])
    let schema: JSONValue = .object(["$defs": .object(definitions), "$ref": "#/$defs/s0"])
    #expect(try !answer(schema, 1))
    #expect(try answer(.object(["$defs": .object(definitions), "$ref": .string("#/$defs/s\(length - 10)")]), 1))
  }

  @Test("each of two members of one name is checked")
  func duplicates() throws {
    let instance = try JSONParser.parse("{\"a\": \"text\", \"a\": 1}")
    #expect(try !answer(["properties": ["a": ["type": "integer"]]], instance))
  }

  @Test("lengths are counted in code points")
  func lengthsOfTexts() throws {
    #expect(try answer(["minLength": 4, "maxLength": 4], "日本語😀"))
    #expect(try !answer(["minLength": 5], "日本語😀"))
    #expect(try !answer(["maxLength": 3], "日本語😀"))
  }
}
