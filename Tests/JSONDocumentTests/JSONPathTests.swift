import JSONDocument
import Testing

/// The behaviours of RFC 9535, section by section, on a document of our own.
struct JSONPathTests {
  private static let text = """
    {
      "harbour": {
        "ships": [
          {"name": "Aurora", "kind": "ferry", "length": 90, "crew": ["Ada", "Bo"]},
          {"name": "Borealis", "kind": "tug", "length": 24.5, "flag": null},
          {"name": "Cirrus", "kind": "ferry", "length": 120, "tags": {"x": 1, "y": 2}},
          {"name": "Dusk", "kind": "yacht"}
        ],
        "crane": {"name": "Big", "length": 30}
      },
      "numbers": [0, 1, 2, 3, 4, 5],
      "odd names": {"a b": 1, "'": 2, "\\"": 3, "\\u263a": 4, "e\\u0301": 5, "\\u00e9": 6},
      "limit": 50,
      "texts": ["ab", "abc", "a\\nb", "1", 1, true, null, [], {}]
    }
    """

  private func select(_ path: String) throws -> [JSONValue] {
    try JSONPath(path).select(in: try JSONParser.parse(Self.text))
  }

  private func check(_ path: String, _ wanted: String) throws {
    let found = try select(path)
    let expected = try JSONParser.parse(wanted).array
    #expect(found == expected, "\(path) selects \(found.map { $0.serialized() })")
  }

  @Test(
    "names, indices, wildcards and slices select as sections 2.3.1 to 2.3.4 say",
    arguments: [
      ("$.limit", "[50]"), ("$['limit']", "[50]"), ("$[\"limit\"]", "[50]"), ("$.harbour.crane.name", "[\"Big\"]"), ("$.nothing", "[]"),
      ("$.limit.name", "[]"), ("$['odd names']['a b']", "[1]"), ("$['odd names']['\\'']", "[2]"), ("$['odd names'][\"\\\"\"]", "[3]"),
      ("$['odd names'].☺", "[4]"), ("$['odd names']['\\u263A']", "[4]"), ("$['odd names']['e\\u0301']", "[5]"),
      ("$['odd names']['\\u00e9']", "[6]"),
      ("$.numbers[0]", "[0]"), ("$.numbers[-1]", "[5]"), ("$.numbers[6]", "[]"), ("$.numbers[-7]", "[]"), ("$.harbour[0]", "[]"),
      ("$.numbers['0']", "[]"), ("$.numbers[*]", "[0,1,2,3,4,5]"), ("$.harbour.crane.*", "[\"Big\",30]"), ("$.limit[*]", "[]"),
      ("$.numbers[1:3]", "[1,2]"), ("$.numbers[5:]", "[5]"), ("$.numbers[:2]", "[0,1]"), ("$.numbers[1:5:2]", "[1,3]"),
      ("$.numbers[5:1:-2]", "[5,3]"), ("$.numbers[::-1]", "[5,4,3,2,1,0]"), ("$.numbers[-2:]", "[4,5]"), ("$.numbers[:-4]", "[0,1]"),
      ("$.numbers[3:1]", "[]"), ("$.numbers[::0]", "[]"), ("$.numbers[10:]", "[]"), ("$.numbers[-100:2]", "[0,1]"),
      ("$.numbers[ 1 : 4 : 2 ]", "[1,3]"), ("$.numbers[0, 2, 0]", "[0,2,0]"), ("$.numbers[1:3, -1]", "[1,2,5]"),
      ("$ .numbers [0]", "[0]"),
    ])
  func selectors(path: String, wanted: String) throws { try check(path, wanted) }

  @Test(
    "descendants come parents first, as section 2.5.2 says",
    arguments: [
      ("$..name", "[\"Aurora\",\"Borealis\",\"Cirrus\",\"Dusk\",\"Big\"]"), ("$..crew[0]", "[\"Ada\"]"),
      ("$.harbour..[0].name", "[\"Aurora\"]"),
      ("$..['x','y']", "[1,2]"), ("$..tags.*", "[1,2]"), ("$..crew..*", "[\"Ada\",\"Bo\"]"), ("$.limit..x", "[]"),
    ])
  func descendants(path: String, wanted: String) throws { try check(path, wanted) }

  @Test(
    "filters judge children by existence, comparison and logic, as section 2.3.5 says",
    arguments: [
      ("$.harbour.ships[?@.kind == 'ferry'].name", "[\"Aurora\",\"Cirrus\"]"), ("$.harbour.ships[?@.length > $.limit].length", "[90,120]"),
      ("$.harbour.ships[?@.length<=24.50].name", "[\"Borealis\"]"), ("$.harbour.ships[?@.flag].name", "[\"Borealis\"]"),
      ("$.harbour.ships[?!@.length].name", "[\"Dusk\"]"), ("$.harbour.ships[?@.flag == null].name", "[\"Borealis\"]"),
      ("$.harbour.ships[?@.flag != null].name", "[\"Aurora\",\"Cirrus\",\"Dusk\"]"),
      ("$.harbour.ships[?@.kind=='tug' || @.kind=='yacht' && !@.length].name", "[\"Borealis\",\"Dusk\"]"),
      ("$.harbour.ships[?(@.kind=='tug' || @.kind=='yacht') && @.length].name", "[\"Borealis\"]"),
      ("$.harbour.ships[?@.x == @.y].name", "[\"Aurora\",\"Borealis\",\"Cirrus\",\"Dusk\"]"), ("$.harbour.ships[?@.x < @.y].name", "[]"),
      ("$.harbour.ships[?@.x <= @.y, 0].name", "[\"Aurora\",\"Borealis\",\"Cirrus\",\"Dusk\",\"Aurora\"]"),
      ("$.harbour.ships[?@.tags == $.harbour.ships[2].tags].name", "[\"Cirrus\"]"),
      ("$.harbour.ships[?@.name >= 'Borealis' && @.name < 'D'].name", "[\"Borealis\",\"Cirrus\"]"),
      ("$.harbour[?@.name].length", "[30]"), ("$.texts[?@ == 1]", "[1]"), ("$.texts[?@ == '1']", "[\"1\"]"),
      ("$.texts[?@ == true]", "[true]"),
      ("$.texts[?@ > 0]", "[1]"), ("$.texts[?@ == 1e0]", "[1]"), ("$.numbers[?@>1&&@<4]", "[2,3]"),
      ("$.harbour.ships[?@.crew[?@ == 'Bo']].name", "[\"Aurora\"]"), ("$.harbour.ships[?@..x].name", "[\"Cirrus\"]"),
      ("$.harbour.ships[?!(@.length > 30)].name", "[\"Borealis\",\"Dusk\"]"), ("$.numbers[?@ == -0]", "[0]"),
    ])
  func filters(path: String, wanted: String) throws { try check(path, wanted) }

  @Test(
    "length, count, match, search and value do what section 2.4 says",
    arguments: [
      ("$.harbour.ships[?length(@.crew) == 2].name", "[\"Aurora\"]"), ("$.harbour.ships[?length(@.name) > 6].name", "[\"Borealis\"]"),
      ("$.harbour.ships[?length(@.tags) >= 2].name", "[\"Cirrus\"]"), ("$.texts[?length(@) == 0]", "[[],{}]"),
      ("$.harbour.ships[?length(@.length) == 0].name", "[]"),
      ("$.harbour.ships[?count(@.crew[*]) == 2].name", "[\"Aurora\"]"),
      ("$.harbour.ships[?count(@.*) > 3].name", "[\"Aurora\",\"Borealis\",\"Cirrus\"]"),
      ("$.texts[?match(@, 'a.')]", "[\"ab\"]"), ("$.texts[?match(@, 'a.*')]", "[\"ab\",\"abc\"]"),
      ("$.texts[?search(@, 'b')]", "[\"ab\",\"abc\",\"a\\nb\"]"),
      ("$.texts[?!search(@, '[a-z]')]", "[\"1\",1,true,null,[],{}]"), ("$.texts[?match(@, '[')]", "[]"),
      ("$.texts[?search(@, '[.]')]", "[]"),
      ("$.harbour.ships[?value(@..x) == 1].name", "[\"Cirrus\"]"),
      ("$.harbour.ships[?value(@.crew[*]) == 'Ada'].name", "[]"), ("$.harbour.ships[?match(@.kind, $.texts[0])].name", "[]"),
    ])
  func functions(path: String, wanted: String) throws { try check(path, wanted) }

  @Test(
    "what the grammar or the typing of the RFC does not allow is refused",
    arguments: [
      "", "limit", " $", "$ ", "$.", "$..", "$a", "$[", "$[]", "$['a]", "$[a]", "$.a-b", "$.1a", "$. a", "$[01]", "$[-0]", "$[1.0]",
      "$[9007199254740992]", "$[1:2:3:4]", "$[1,]", "$[?]", "$[?@.a ==]", "$[?1]", "$[?true]", "$[?@.a == @.*]", "$[?@..a == 1]",
      "$[?@.a = 1]", "$[?@.a === 1]", "$[?(@.a]", "$[?length(@)]", "$[?count(1) == 1]", "$[?length(@.*) == 1]", "$[?match(@, 'a') == true]",
      "$[?match(@)]", "$[?nothing(@)]", "$[?length (@) == 1]", "$['\\x']", "$['\\u12']", "$['\\ud800']", "$['\\\"']", "$[\"\\'\"]",
      "$['\u{1}']", "$[?@.a == 01]", "$[?@.a == nul]", "$[?!@.a == 1]", "$[?@.a && ]", "$...a", "$[1 2]", "$.a b",
    ])
  func refuses(text: String) { #expect(throws: JSONPathError.self) { try JSONPath(text) } }

  @Test("an error says where in the text it is")
  func place() {
    let error = #expect(throws: JSONPathError.self) { try JSONPath("$.ships[?@.a = 1]") }
    #expect(error?.offset == 13)
  }

  @Test("depth, length and the number of visited values are bounded")
  func bounds() throws {
    let deep = "$[?" + String(repeating: "(", count: 40) + "@.a" + String(repeating: ")", count: 40) + "]"
    #expect(throws: JSONPathError.self) { try JSONPath(deep) }
    #expect(throws: JSONPathError.self) { try JSONPath("$." + String(repeating: "a", count: 9_000)) }
    let wide = JSONValue.array(Array(repeating: .array(Array(repeating: 1, count: 100)), count: 100))
    #expect(try JSONPath("$[*][*]").select(in: wide).count == 10_000)
    #expect(throws: JSONPathError.self) { try JSONPath("$[*][*, *, *, *, *, *, *, *, *, *, *]").select(in: wide) }
  }

  @Test(
    "a query of names and single indices is singular", arguments: [("$", true), ("$.a[0]['b']", true), ("$.a[*]", false), ("$..a", false)])
  func singular(path: String, isSingular: Bool) throws { #expect(try JSONPath(path).isSingular == isSingular) }
}
