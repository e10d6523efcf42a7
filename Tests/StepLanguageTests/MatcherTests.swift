import JSONDocument
import Testing

@testable import StepLanguage

struct MatcherTests {
  private func holds(_ condition: String, _ found: [JSONValue], isText: Bool = false) throws -> Bool {
    let matcher = try Matcher(try YAMLDocument.parse(condition, path: "m"))
    return try matcher.mismatch(found, variables: Variables(["x": 5, "name": "né"]), isText: isText) == nil
  }

  @Test(
    "a condition holds for these",
    arguments: [
      ("1", [1]), ("1.0", [1]), ("text", ["text"]), ("null", [nil]), ("'1'", ["1"]), ("${x}", [5]), ("[1, two]", [[1, "two"]]),
      ("{equals: {a: '${x}'}}", [["a": 5]]), ("{not: 1}", [2]), ("{not: 1}", []), ("{exists: true}", [nil]), ("{exists: false}", []),
      ("{type: integer}", [1.0]), ("{type: number}", [1.5]), ("{type: null}", [nil]), ("{type: object}", [[:]]),
      ("{matches: '^a+$'}", ["aaa"]),
      ("{matches: '${name}'}", ["xnéx"]), ("{contains: b}", ["abc"]), ("{contains: 2}", [[1, 2]]), ("{one-of: [1, 2]}", [2]),
      ("{at-least: 3}", [3]), ("{at-most: '${x}'}", [5]), ("{at-least: 1, at-most: 3}", [2]), ("{count: 2}", [[1, 2]]),
      ("{count: 2}", [1, 2]),
      ("{count: 0}", [[]]), ("{count: 0}", []),
    ] as [(String, [JSONValue])])
  func holds(condition: String, found: [JSONValue]) throws {
    let result = try holds(condition, found)
    #expect(result)
  }

  @Test(
    "and not for these",
    arguments: [
      ("1", ["1"]), ("1", []), ("1", [1, 1]), ("text", ["Text"]), ("null", []), ("'1'", [1]), ("{not: 1}", [1]), ("{exists: true}", []),
      ("{exists: false}", [nil]), ("{type: integer}", [1.5]), ("{type: string}", [1]), ("{matches: '^a+$'}", ["ab"]), ("{matches: a}", [1]),
      ("{contains: d}", ["abc"]), ("{contains: 3}", [[1, 2]]), ("{one-of: [1, 2]}", [3]), ("{at-least: 3}", [2]), ("{at-most: 3}", ["2"]),
      ("{at-least: 1, at-most: 3}", [4]), ("{count: 2}", [[1]]), ("{at-least: 1}", []),
    ] as [(String, [JSONValue])])
  func fails(condition: String, found: [JSONValue]) throws {
    let result = try holds(condition, found)
    #expect(!result)
  }

  @Test("values that are only text compare with numbers and booleans")
  func text() throws {
    let cases: [(String, [JSONValue])] = [("1", ["1"]), ("true", ["t"]), ("true", ["true"]), ("{at-least: 2}", ["10"])]
    for (condition, found) in cases {
      let result = try holds(condition, found, isText: true)
      #expect(result, "\(condition)")
    }
    let wrong = try holds("1", ["x"], isText: true)
    #expect(!wrong)
  }

  @Test("text is equal by its bytes, not by canonical equivalence")
  func bytes() throws {
    let result = try holds("\"e\\u0301\"", ["\u{e9}"])
    #expect(!result)
  }
}
