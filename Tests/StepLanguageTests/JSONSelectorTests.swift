import GateKit
import GateModel
import JSONDocument
import Testing

@testable import StepLanguage

struct JSONSelectorTests {
  private let document: JSONValue = [
    "a": ["b": [10, 20, 30]], "x y": 1, "list": [["id": 1], ["id": 2], ["other": 3]], "0": "zero", "e": [],
  ]

  @Test(
    "paths and pointers select",
    arguments: [
      ("$.a.b[1]", [20]), ("$.a.b[-1]", [30]), ("$.a.b[*]", [10, 20, 30]), ("$['x y']", [1]), ("$[\"x y\"]", [1]),
      ("$.list[*].id", [1, 2]),
      ("$.a.b[9]", []), ("$.missing.b", []), ("$.e[*]", []), ("/a/b/0", [10]), ("/0", ["zero"]), ("/x y", [1]), ("$.a.*[0]", [10]),
      ("$..id", [1, 2]), ("$.list[?@.other].other", [3]), ("$.a.b[1:]", [20, 30]),
    ] as [(String, [JSONValue])])
  func selects(text: String, wanted: [JSONValue]) throws {
    let found = try JSONSelector(text, at: SourceLocation(path: "s")).select(in: document)
    #expect(found == wanted)
  }

  @Test(
    "what is no selector is refused with its place",
    arguments: ["a", "", "$.", "$a", "$[", "$['a]", "$[x]", "$.a[", "$.a-b", "$[?@.a = 1]", "/~2", "$[0"])
  func refuses(text: String) {
    let error = #expect(throws: GateError.self) { try JSONSelector(text, at: SourceLocation(path: "s", line: 3, column: 4)) }
    #expect(error?.location?.line == 3)
  }
}
