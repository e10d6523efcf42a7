import JSONDocument
import OpenAPI
import Testing

@Suite struct ParameterEncodingTests {
  /// Place, style, explode, value, what goes on the wire: the tables of OpenAPI 3.1.1, section 4.8.12.4.
  private static let table: [[String]] = [
    ["path", "simple", "false", #""blue""#, "blue"], ["path", "simple", "false", #"["blue", "black"]"#, "blue,black"],
    ["path", "simple", "false", #"{"R": 100, "G": 200}"#, "R,100,G,200"],
    ["path", "simple", "true", #"{"R": 100, "G": 200}"#, "R=100,G=200"],
    ["path", "label", "false", #""blue""#, ".blue"], ["path", "label", "true", #"["blue", "black"]"#, ".blue.black"],
    ["path", "label", "false", #"["blue", "black"]"#, ".blue,black"], ["path", "label", "true", #"{"R": 100, "G": 200}"#, ".R=100.G=200"],
    ["path", "matrix", "false", #""blue""#, ";p=blue"], ["path", "matrix", "false", #"["blue", "black"]"#, ";p=blue,black"],
    ["path", "matrix", "true", #"["blue", "black"]"#, ";p=blue;p=black"],
    ["path", "matrix", "true", #"{"R": 100, "G": 200}"#, ";R=100;G=200"],
    ["path", "matrix", "false", #"{"R": 100, "G": 200}"#, ";p=R,100,G,200"], ["path", "simple", "false", #""a/b c""#, "a%2Fb%20c"],
    ["query", "form", "true", #""blue""#, "p=blue"], ["query", "form", "true", #"["blue", "black"]"#, "p=blue&p=black"],
    ["query", "form", "false", #"["blue", "black"]"#, "p=blue,black"], ["query", "form", "true", #"{"R": 100, "G": 200}"#, "R=100&G=200"],
    ["query", "form", "false", #"{"R": 100, "G": 200}"#, "p=R,100,G,200"], ["query", "form", "true", "[]", ""],
    ["query", "form", "true", #""""#, "p="], ["query", "form", "true", "true", "p=true"],
    ["query", "form", "true", #""a&b=c+d""#, "p=a%26b%3Dc%2Bd"],
    ["query", "spaceDelimited", "false", #"["blue", "black"]"#, "p=blue%20black"],
    ["query", "pipeDelimited", "false", #"["blue", "black"]"#, "p=blue%7Cblack"],
    ["query", "deepObject", "true", #"{"R": 100, "G": [1, 2]}"#, "p%5BR%5D=100&p%5BG%5D=1&p%5BG%5D=2"],
    ["header", "simple", "false", #"["blue", "black"]"#, "blue,black"],
    ["header", "simple", "true", #"{"R": 100, "G": 200}"#, "R=100,G=200"],
    ["cookie", "form", "true", #""blue""#, "p=blue"], ["cookie", "form", "false", #"["blue", "black"]"#, "p=blue,black"],
  ]

  @Test("writes every style in its place", arguments: table)
  func styles(row: [String]) throws {
    let (encoding, _) = try EncodingSamples.parameter(
      #"{"name": "p", "in": "\#(row[0])", "required": true, "style": "\#(row[1])", "explode": \#(row[2]), "schema": {}}"#)
    let text = try encoding.encode(try EncodingSamples.value(row[3])).text
    #expect(text == row[4])
  }

  @Test("leaves reserved characters where they are allowed, but not those that end the value")
  func reserved() throws {
    let (encoding, _) = try EncodingSamples.parameter(
      #"{"name": "p", "in": "query", "allowReserved": true, "schema": {"type": "string"}}"#)
    #expect(try encoding.encode("a/b:c&d#e").text == "p=a/b:c%26d%23e")
  }

  @Test("writes what a media type describes as that")
  func content() throws {
    let text = #"{"name": "p", "in": "query", "content": {"application/json": {"schema": {"type": "object"}}}}"#
    let (encoding, _) = try EncodingSamples.parameter(text)
    #expect(try encoding.encode(["a": 1]).text == "p=%7B%22a%22%3A1%7D")
  }

  @Test(
    "refuses what would not arrive",
    arguments: [
      ["path", "simple", #""""#], ["path", "simple", #""..""#], ["header", "simple", #""a\nb""#], ["header", "simple", #""é""#],
      ["header", "simple", #"" a""#], ["query", "form", #"[["a"]]"#], ["query", "deepObject", #""a""#],
    ])
  func refused(row: [String]) throws {
    let (encoding, _) = try EncodingSamples.parameter(
      #"{"name": "p", "in": "\#(row[0])", "required": true, "style": "\#(row[1])", "schema": {}}"#)
    let value = try EncodingSamples.value(row[2])
    #expect(throws: EncodingError.self) { try encoding.encode(value) }
  }
}
