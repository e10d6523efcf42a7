import JSONDocument
import LocatedYAML
import Testing

@Suite struct YAMLReaderTests {
  private func json(_ text: String, limits: YAMLLimits = YAMLLimits()) throws -> String? {
    try YAMLReader.json(Array(text.utf8), limits: limits)?.value.serialized()
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let text: String
    let expected: String
    var testDescription: String { expected }
  }

  @Test(
    "reads a document as the JSON it stands for",
    arguments: [
      Row(text: "a: 1\nb: [x, 'y', \"z\"]\n", expected: #"{"a":1,"b":["x","y","z"]}"#),
      Row(text: "a: |\n  x\n  y\nb: >-\n  p\n  q\n", expected: #"{"a":"x\ny\n","b":"p q"}"#),
      Row(text: "a: &x {n: 1}\nb: *x\nc: [*x, *x]\n", expected: #"{"a":{"n":1},"b":{"n":1},"c":[{"n":1},{"n":1}]}"#),
      Row(text: "a: &x 1\nb: &x 2\nc: *x\n", expected: #"{"a":1,"b":2,"c":2}"#),
      Row(text: "a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}\n", expected: #"{"a":{"p":1,"q":2},"b":{"q":3,"p":1}}"#),
      Row(text: "a: &x {p: 1}\nb: &y {p: 2, q: 2}\nc: {<<: [*x, *y]}\n", expected: #"{"a":{"p":1},"b":{"p":2,"q":2},"c":{"p":1,"q":2}}"#),
      Row(text: "{'<<': 1}\n", expected: #"{"<<":1}"#),
      Row(text: "a: !!str 12\nb: ! 12\nc: !other 12\n", expected: #"{"a":"12","b":"12","c":12}"#),
      Row(text: "\u{FEFF}a: 1\n", expected: #"{"a":1}"#), Row(text: "---\na: 1\n...\n", expected: #"{"a":1}"#),
      Row(text: "\u{E9}: 1\ne\u{301}: 2\n", expected: "{\"\u{E9}\":1,\"e\u{301}\":2}"), Row(text: "a:\n", expected: #"{"a":null}"#),
      Row(text: "{\"a\": {\"b\": [1, 2.50, 1e400]}}", expected: #"{"a":{"b":[1,2.50,1e400]}}"#),
      Row(
        text: "[0x1F, 0o17, 0xFFFFFFFFFFFFFFFF, 0x-1, 0x, +1, -.5, 5., 007, .inf, .nan, 1_000, 12:30, ~, Null, TRUE, no]",
        expected: #"[31,15,18446744073709551615,"0x-1","0x",1,-0.5,5,7,".inf",".nan","1_000","12:30",null,null,true,"no"]"#),
    ])
  func values(row: Row) throws {
    #expect(try json(row.text) == row.expected)
  }

  @Test("nothing but comments is no document", arguments: ["", "# nothing\n", "\n\n", "\u{FEFF}"])
  func nothing(text: String) throws {
    #expect(try json(text) == nil)
    #expect(try YAMLReader.node(text) == nil)
  }

  @Test("every value knows its place, also below an alias")
  func places() throws {
    let text = "a: &x\n  - p: 1\n    q: 2\nb: *x\n\u{E9}\u{E9}: {c: d}\n"
    let found = try #require(try YAMLReader.json(Array(text.utf8)))
    func place(_ pointer: String) throws -> String {
      let place = found.places.place(of: try #require(JSONPointer(pointer)), in: found.value)
      return "\(place.line):\(place.column)"
    }
    #expect(try place("/a/0/q") == "3:5")
    #expect(try place("/b") == "4:1")
    #expect(try place("/b/0/q") == "3:5")
    #expect(try place("/\u{E9}\u{E9}/c") == "5:6")
  }

  @Test("a node keeps how its scalars were written")
  func nodes() throws {
    let node = try #require(try YAMLReader.node("a: 1.10\nb: '1.10'\n"))
    guard case .mapping(let entries) = node.content else { return #expect(Bool(false), "\(node)") }
    #expect(entries.map(\.key) == ["a", "b"])
    #expect(entries.map(\.value.content) == [.scalar("1.10", isPlain: true), .scalar("1.10", isPlain: false)])
    #expect(entries.map(\.keyPlace.line) == [1, 2])
    #expect(entries.map(\.value.place.column) == [4, 4])
  }

  @Test(
    "what is wrong is one error with its place",
    arguments: [
      Row(text: "a: 1\nb: 2\na: 3\n", expected: "line 3, column 1: the key 'a' stands on line 1 already"),
      Row(text: "a: 1\nb: *none\n", expected: "line 2, column 4: there is no anchor &none above this alias"),
      Row(text: "a: &x [1, *x]\n", expected: "line 1, column 11: the alias *x stands inside its own anchor"),
      Row(text: "a: 1\n? [b]\n: 2\n", expected: "line 2, column 3: a key must be text"),
      Row(text: "a: {<<: 1}\n", expected: "line 1, column 5: << takes a mapping or a list of mappings"),
      Row(text: "a: 1\n---\nb: 2\n", expected: "line 2, column 1: a second document begins here, and only one is read"),
      Row(text: "a: 1\nb: \u{0}\n", expected: "line 2, column 4: not YAML: control characters are not allowed"),
      Row(text: "a: 'open", expected: "line 1, column 9: not YAML: found unexpected end of stream"),
    ])
  func errors(row: Row) {
    let error = #expect(throws: YAMLError.self) { try json(row.text) }
    #expect(error?.description == row.expected)
  }

  @Test("a duplicate is found in a large mapping too")
  func largeMapping() {
    let text = (0..<500).map { "k\($0): 1\n" }.joined() + "k250: 2\n"
    let error = #expect(throws: YAMLError.self) { try json(text) }
    #expect(error?.description == "line 501, column 1: the key 'k250' stands on line 251 already")
  }

  @Test(
    "bytes that are not UTF-8 are refused with their line", arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xFE, 0xFF, 0x00, 0x61]])
  func notUTF8(bytes: [UInt8]) {
    let error = #expect(throws: YAMLError.self) { try YAMLReader.json(Array("a: 1\nb: ".utf8) + bytes) }
    #expect(error?.reason == .notUTF8)
    #expect(error?.place.line == 2)
  }

  @Test("size, depth and what aliases expand to are bounded")
  func bounds() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      bomb += "a\(level): &a\(level) [" + [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
    }
    // Each level is as deep as the sum of those before, though no line is.
    var stairs = "s0: &s0 [[[[[[[[[[1]]]]]]]]]]\n"
    for level in 1...12 { stairs += "s\(level): &s\(level) [[[[[[[[[[*s\(level - 1)]]]]]]]]]]\n" }
    let merges = "a: &a {p: [1, 2, 3, 4]}\n" + (0..<50).map { "b\($0): {<<: *a}\n" }.joined()
    func reason(_ text: String, _ limits: YAMLLimits = YAMLLimits()) -> YAMLError.Reason? {
      (#expect(throws: YAMLError.self) { try json(text, limits: limits) })?.reason
    }
    #expect(reason(bomb) == .tooManyValues(limit: 2_000_000))
    #expect(reason(stairs, YAMLLimits(depth: 100)) == .tooDeep(limit: 100))
    #expect(reason(merges, YAMLLimits(values: 200)) == .tooManyValues(limit: 200))
    #expect(reason("abc", YAMLLimits(bytes: 2)) == .tooLarge(bytes: 3, limit: 2))
    for opening in ["[", "- ", "{a: ", "? ", "a: [", "&a [", "!!map {"] {
      _ = reason(String(repeating: opening, count: 100_000))
    }
  }
}
